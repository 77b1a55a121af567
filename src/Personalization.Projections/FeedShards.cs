using Personalization.Core.Subjects;

namespace Personalization.Projections;

/// <summary>Which shard of the feed a subject's events are in.</summary>
/// <remarks>Stored with every checkpoint, so it may never change. See ADR 0026.</remarks>
public static class FeedShards
{
    private const int Bits = 5;

    /// <summary>All shards, from 0.</summary>
    public static IReadOnlySet<int> All { get; } = Enumerable.Range(0, Limits.Shards).ToHashSet();

    /// <summary>The shard of a subject of any kind: the first bits of its stable hash, which nothing else spreads by.</summary>
    public static int Of(in SubjectKey subject) => (int)(subject.StableHash() >> (64 - Bits));
}
