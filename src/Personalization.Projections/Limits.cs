namespace Personalization.Projections;

/// <summary>Every bound of the consumers of the feed, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Shards of the feed. Fixed for good: it says which checkpoint stands for which subjects. 32 spread evenly over up to a dozen nodes, and one node has 32 small commits a page at most.</summary>
    public const int Shards = 32;

    /// <summary>Events of one page of the feed: as many as the journal in PostgreSQL reads in one go, about a megabyte.</summary>
    public const int PageEvents = 4096;

    /// <summary>Shards of one consumer that apply a page at the same time: hides the way to a database without taking the connections of others.</summary>
    public const int ShardsAtOnce = 4;

    /// <summary>Readers of the feed that one consumer has at most on a node: one at its end and some that catch up. More of them share one.</summary>
    public const int LanesMax = 4;

    /// <summary>Characters of a consumer's name: it stands in every row.</summary>
    public const int ConsumerNameCharsMax = 40;

    /// <summary>Bytes of a row's key: a tenant and an id of the longest kind, in UTF-8, and some words.</summary>
    public const int KeyBytesMax = 2048;

    /// <summary>Rows that are read at once.</summary>
    public const int RowsPerRead = 10_000;

    /// <summary>Names of events that a rollup keeps apart, per account, day and shard, and in an answer: a product has some dozens, and a sender that makes names up must not fill the store.</summary>
    public const int RollupNamesMax = 64;

    /// <summary>Days of one rollup: a quarter and a week, whose rows of all shards are read at once.</summary>
    public const int RollupDaysMax = 100;

    /// <summary>How often a reader at the end of the feed looks for commits that others made.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the checkpoints of shards without events are stored: what a start reads again for nothing.</summary>
    public static readonly TimeSpan AdvanceInterval = TimeSpan.FromMinutes(1);

    /// <summary>The first pause of a shard that failed; it doubles from there.</summary>
    public static readonly TimeSpan RetryPauseMin = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause of a shard that failed: what it waited for is back for at most so long before it goes on.</summary>
    public static readonly TimeSpan RetryPauseMax = TimeSpan.FromSeconds(30);
}
