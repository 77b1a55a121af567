namespace Personalization.Simulation.Kills.Checking;

/// <summary>A stream and the profile that was folded from it, as a server shows them.</summary>
/// <param name="Events">The events.</param>
/// <param name="ProfileVersion">The profile's version; 0 where there is none.</param>
/// <param name="Work">How often a user worked, or how much was worked in an account, by the profile.</param>
/// <param name="Served">How many actions were served, by the profile of a user.</param>
internal sealed record RecordedStream(IReadOnlyList<RecordedEvent> Events, long ProfileVersion, long Work, long Served);
