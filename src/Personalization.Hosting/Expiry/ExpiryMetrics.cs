using System.Diagnostics.Metrics;

namespace Personalization.Hosting.Expiry;

/// <summary>The instrument of events that expire.</summary>
internal sealed class ExpiryMetrics : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> expired;

    public ExpiryMetrics(IMeterFactory meters)
    {
        meter = meters.Create("Personalization.Expiry");
        expired = meter.CreateCounter<long>("personalization.events.expired", "{event}", "Events whose retention was over and that were destroyed.");
        expired.Add(0);
    }

    /// <summary>Counts what one sweep destroyed.</summary>
    public void Add(long events) => expired.Add(events);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
