namespace Personalization.Projections.Stores;

/// <summary>A step of one shard's checkpoint.</summary>
/// <param name="Consumer">Whose.</param>
/// <param name="Version">The consumer's version, which must be the stored one.</param>
/// <param name="Shard">The shard.</param>
/// <param name="From">Where it must be.</param>
/// <param name="To">Where it goes.</param>
public readonly record struct CheckpointMove(string Consumer, int Version, int Shard, long From, long To);
