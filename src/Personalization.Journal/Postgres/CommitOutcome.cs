namespace Personalization.Journal.Postgres;

/// <summary>How a commit went.</summary>
/// <param name="LostUnits">The units that another owner was faster than; null where nobody knows whether the commit is durable.</param>
/// <param name="Cause">Why nobody knows.</param>
internal readonly record struct CommitOutcome(int[]? LostUnits, Exception? Cause = null);
