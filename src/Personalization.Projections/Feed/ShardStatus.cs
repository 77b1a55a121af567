namespace Personalization.Projections.Feed;

/// <summary>How far a consumer is with one shard on this node.</summary>
/// <param name="Consumer">The consumer's name.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Position">Every event of the shard up to here has taken effect.</param>
/// <param name="Lag">For how long there has been something to do; zero at the feed's end.</param>
/// <param name="Failures">Tries in a row that failed; 0 while it goes on.</param>
/// <param name="Error">Why the last one failed; null while it goes on.</param>
public sealed record ShardStatus(string Consumer, int Shard, long Position, TimeSpan Lag, int Failures, string? Error);
