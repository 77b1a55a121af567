using System.Diagnostics;
using System.Diagnostics.Metrics;
using Personalization.Gateway.Ingestion;
using Personalization.Grpc;

namespace Personalization.Gateway.Telemetry;

/// <summary>The instruments of this room. Calls themselves are measured by ASP.NET Core (<c>http.server.request.duration</c>).</summary>
internal sealed class GatewayMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Personalization.Gateway";

    private readonly Meter meter;
    private readonly Counter<long> events;
    private readonly Counter<long> dropped;
    private readonly Histogram<double> decisions;
    private readonly Histogram<double> calls;

    public GatewayMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        events = meter.CreateCounter<long>("personalization.ingest.events", "{event}", "Events by result; refused ones also by code.");
        dropped = meter.CreateCounter<long>("personalization.ingest.dropped", "{field}", "Properties and traits that the catalog names nowhere and that were taken off events.");
        var fine = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00001, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1] };
        decisions = meter.CreateHistogram("personalization.decide.duration", "s", "Time of a decision inside the host.", tags: null, fine);
        calls = meter.CreateHistogram("personalization.grpc.duration", "s", "Time of a gRPC call.", tags: null, fine);
    }

    /// <summary>Counts the events of one call.</summary>
    public void Ingested(int accepted, int duplicates, List<RejectedEvent> rejected)
    {
        if (accepted > 0)
        {
            events.Add(accepted, new KeyValuePair<string, object?>("result", "accepted"));
        }

        if (duplicates > 0)
        {
            events.Add(duplicates, new KeyValuePair<string, object?>("result", "duplicate"));
        }

        foreach (var one in rejected)
        {
            events.Add(1, new("result", "rejected"), new KeyValuePair<string, object?>("code", one.Problem.Code));
        }
    }

    /// <summary>Counts what was taken off the events of one call. Names are no tags: senders could make any number of them.</summary>
    public void Dropped(DroppedFields fields)
    {
        if (fields.Properties > 0)
        {
            dropped.Add(fields.Properties, new KeyValuePair<string, object?>("field", "property"));
        }

        if (fields.Traits > 0)
        {
            dropped.Add(fields.Traits, new KeyValuePair<string, object?>("field", "trait"));
        }
    }

    /// <summary>Measures one decision.</summary>
    /// <param name="startedAt">A <see cref="Stopwatch"/> timestamp.</param>
    /// <param name="mode">The decision's mode.</param>
    /// <param name="code"><c>ok</c> or the problem's code.</param>
    public void Decided(long startedAt, string mode, string code) =>
        decisions.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, new("mode", mode), new KeyValuePair<string, object?>("code", code));

    /// <summary>Measures one gRPC call.</summary>
    public void Called(long startedAt, string method, StatusCode status) =>
        calls.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, new("rpc.method", method), new KeyValuePair<string, object?>("rpc.grpc.status_code", (int)status));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
