using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What counting and reading a counter or a history need of its definition.</summary>
/// <param name="BucketMilliseconds">The length of a bucket; 0 for one that lasts for ever.</param>
/// <param name="Buckets">How many make the window.</param>
internal readonly record struct CounterShape(long BucketMilliseconds, int Buckets)
{
    public static CounterShape Of(CounterDefinition counter) =>
        Of((long)counter.Window.TotalMilliseconds, (long)counter.Bucket.TotalMilliseconds, CounterDefinition.BucketsMax);

    public static CounterShape Of(HistoryDefinition history) => history.Window is { } window
        ? Of((long)window.TotalMilliseconds, Quotient((long)window.TotalMilliseconds, HistoryDefinition.BucketsMax), HistoryDefinition.BucketsMax)
        : new CounterShape(0, 1);

    /// <summary>The number of the bucket that an instant lies in.</summary>
    public long Bucket(Instant time) => BucketMilliseconds == 0 ? 0 : Period.FloorDivide(time.UnixMilliseconds, BucketMilliseconds);

    private static CounterShape Of(long window, long bucket, int bucketsMax)
    {
        bucket = Math.Max(1, bucket);
        return new CounterShape(bucket, (int)Math.Clamp(Quotient(window, bucket), 1, bucketsMax));
    }

    /// <summary>The quotient, rounded up.</summary>
    private static long Quotient(long dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
