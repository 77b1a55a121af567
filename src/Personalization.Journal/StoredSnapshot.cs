namespace Personalization.Journal;

/// <summary>A serialised profile at a version: only ever a cache of the journal.</summary>
/// <param name="Version">The version of the last event folded into it; it holds all events up to there.</param>
/// <param name="EventIdHash">The stable hash of that event's id: a stream that has none with this id is another one.</param>
/// <param name="PlanHash">The fold plan that made it; of no use under any other.</param>
/// <param name="FoldCodeVersion">The fold code that made it; of no use under any other.</param>
/// <param name="Received">In what order the events in it were received.</param>
/// <param name="Payload">The profile's canonical bytes.</param>
public sealed record StoredSnapshot(long Version, ulong EventIdHash, ulong PlanHash, int FoldCodeVersion, ReceivedOrder Received, ReadOnlyMemory<byte> Payload);
