namespace Personalization.Projections.Stores;

/// <summary>A stored row.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Shard">The shard whose events made it; each shard has rows of its own under the same key.</param>
/// <param name="Payload">What the consumer stored.</param>
public readonly record struct ProjectionRow(RowKey Key, int Shard, ReadOnlyMemory<byte> Payload);
