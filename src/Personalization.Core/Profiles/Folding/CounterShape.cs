using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>What counting and reading a counter need of its definition.</summary>
internal readonly record struct CounterShape(long BucketMilliseconds, int Buckets)
{
    public static CounterShape Of(CounterDefinition counter)
    {
        var bucket = Math.Max(1, (long)counter.Bucket.TotalMilliseconds);
        var buckets = ((long)counter.Window.TotalMilliseconds + bucket - 1) / bucket;
        return new CounterShape(bucket, (int)Math.Clamp(buckets, 1, CounterDefinition.BucketsMax));
    }

    /// <summary>The number of the bucket that an instant lies in.</summary>
    public long Bucket(Instant time) => Period.FloorDivide(time.UnixMilliseconds, BucketMilliseconds);
}
