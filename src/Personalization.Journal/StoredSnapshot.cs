namespace Personalization.Journal;

/// <summary>A serialised profile: only ever a cache of the journal.</summary>
/// <param name="Version">The version of the last event folded into it.</param>
/// <param name="PlanHash">The fold plan that made it; of no use under any other.</param>
/// <param name="FoldCodeVersion">The fold code that made it; of no use under any other.</param>
/// <param name="Payload">The profile's canonical bytes.</param>
public sealed record StoredSnapshot(long Version, ulong PlanHash, int FoldCodeVersion, ReadOnlyMemory<byte> Payload);
