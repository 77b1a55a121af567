namespace Personalization.Projections.Feed;

/// <summary>A failure of some shards of a consumer.</summary>
/// <param name="Consumer">The consumer.</param>
/// <param name="Shards">The shards that stand.</param>
/// <param name="After">The place of the first of them: what failed lies behind it.</param>
/// <param name="Failures">Tries in a row that failed, of the one that failed most often.</param>
/// <param name="Pause">When it is tried again.</param>
/// <param name="Cause">Why the first of them failed.</param>
public sealed record FeedFailure(string Consumer, IReadOnlyList<int> Shards, long After, int Failures, TimeSpan Pause, Exception Cause);
