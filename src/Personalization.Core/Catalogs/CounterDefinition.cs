namespace Personalization.Core.Catalogs;

/// <summary>A count of events over a sliding window, kept in a fixed number of buckets.</summary>
/// <param name="Id">The name that expressions use.</param>
/// <param name="Of">Whose events: exactly one side.</param>
/// <param name="Counted">The events that count.</param>
/// <param name="Window">How far back it reaches; 1 minute to 400 days.</param>
/// <param name="Bucket">The length of a bucket, which is also its precision; the window is at most <see cref="BucketsMax"/> of them.</param>
public sealed record CounterDefinition(string Id, SubjectSide Of, EventSelector Counted, TimeSpan Window, TimeSpan Bucket)
{
    /// <summary>The most buckets of one counter: a year in weeks, two months in days, a day in half hours.</summary>
    public const int BucketsMax = 64;
}
