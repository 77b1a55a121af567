namespace Personalization.Chaos.Load;

/// <summary>What became of a batch of events.</summary>
/// <param name="Accepted">How many were new.</param>
/// <param name="Duplicates">How many were there before.</param>
internal readonly record struct Taken(int Accepted, int Duplicates);
