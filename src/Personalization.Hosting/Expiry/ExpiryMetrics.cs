using System.Diagnostics.Metrics;

namespace Personalization.Hosting.Expiry;

/// <summary>The instrument of events that expire.</summary>
internal sealed class ExpiryMetrics : IDisposable
{
    private readonly Meter meter;
    private long expired;

    public ExpiryMetrics(IMeterFactory meters)
    {
        meter = meters.Create("Personalization.Expiry");
        meter.CreateObservableCounter("personalization.events.expired", () => Interlocked.Read(ref expired), "{event}", "Events whose retention was over and that were destroyed.");
    }

    /// <summary>Counts what one sweep destroyed.</summary>
    public void Add(long events) => Interlocked.Add(ref expired, events);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
