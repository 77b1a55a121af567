namespace Personalization.Cli.Sending;

/// <summary>What became of the events that were sent.</summary>
/// <param name="Accepted">Taken for the first time.</param>
/// <param name="Duplicates">Taken before.</param>
/// <param name="Rejected">Refused by the server, or not readable as events.</param>
internal readonly record struct SentCounts(long Accepted, long Duplicates, long Rejected);
