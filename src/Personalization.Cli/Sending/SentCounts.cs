namespace Personalization.Cli.Sending;

/// <summary>What became of the events that were sent.</summary>
/// <param name="Accepted">Durable, and taken for the first time.</param>
/// <param name="Duplicates">Durable since an earlier time.</param>
/// <param name="Rejected">Refused by the server, or not readable as events.</param>
internal readonly record struct SentCounts(long Accepted, long Duplicates, long Rejected)
{
    /// <summary>How many events are durable now.</summary>
    public long Durable => Accepted + Duplicates;

    /// <summary>All of them.</summary>
    public long Total => Durable + Rejected;
}
