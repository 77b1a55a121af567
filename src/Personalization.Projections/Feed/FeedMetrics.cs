using System.Diagnostics.Metrics;

namespace Personalization.Projections.Feed;

/// <summary>The instruments of the feed's consumers.</summary>
public sealed class FeedMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Personalization.Projections";

    private readonly Meter meter;

    /// <summary>Makes the instruments of a driver.</summary>
    public FeedMetrics(IMeterFactory meters, FeedDriver driver)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(driver);
        meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "personalization.feed.lag",
            () => driver.Status.Select(one => new Measurement<double>(one.Lag.TotalSeconds, new("consumer", one.Consumer), new("shard", one.Shard))),
            "s", "How long a consumer has had something to do in a shard; 0 at the feed's end.");
        meter.CreateObservableGauge(
            "personalization.feed.stalled",
            () => driver.Status.GroupBy(one => one.Consumer).Select(one => new Measurement<int>(one.Count(shard => shard.Failures > 0), new KeyValuePair<string, object?>("consumer", one.Key))),
            "{shard}", "Shards in which a consumer cannot go on.");
        meter.CreateObservableCounter(
            "personalization.feed.events",
            () => driver.Counts.Select(one => new Measurement<long>(one.Events, new KeyValuePair<string, object?>("consumer", one.Consumer))),
            "{event}", "Events that have taken effect.");
        meter.CreateObservableCounter(
            "personalization.feed.failures",
            () => driver.Counts.Select(one => new Measurement<long>(one.Failures, new KeyValuePair<string, object?>("consumer", one.Consumer))),
            "{try}", "Tries of a shard that failed.");
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
