using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Personalization.Grains.Embedded;

/// <summary>What the host measures, on the meter <c>Personalization</c>. An instrument that nobody listens to costs a check.</summary>
internal sealed class GrainMetrics : IDisposable
{
    /// <summary>The meter's and the activity source's name.</summary>
    public const string Name = "Personalization";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> activations, evictions, accepted, duplicates, decisions, outcomes;
    private readonly Histogram<double> decideSeconds;

    /// <summary>The instruments of one host.</summary>
    /// <param name="liveGrains">Reads how many grains are in memory.</param>
    public GrainMetrics(Func<int> liveGrains)
    {
        activations = meter.CreateCounter<long>("personalization.grains.activations", "{grain}", "Profiles brought into memory.");
        evictions = meter.CreateCounter<long>("personalization.grains.evictions", "{grain}", "Profiles taken out of memory.");
        accepted = meter.CreateCounter<long>("personalization.events.accepted", "{event}", "Events that are durable.");
        duplicates = meter.CreateCounter<long>("personalization.events.duplicates", "{event}", "Events that were there before.");
        decisions = meter.CreateCounter<long>("personalization.decisions", "{decision}", "Decisions, by mode.");
        outcomes = meter.CreateCounter<long>("personalization.outcomes", "{outcome}", "Outcomes that were recorded.");
        decideSeconds = meter.CreateHistogram<double>("personalization.decide.duration", "s", "Time from the call to the answer.");
        meter.CreateObservableGauge("personalization.grains.live", liveGrains, "{grain}", "Profiles in memory.");
    }

    /// <summary>A grain was loaded.</summary>
    public void Activated() => activations.Add(1);

    /// <summary>A grain was taken out.</summary>
    public void Evicted() => evictions.Add(1);

    /// <summary>A batch was taken in.</summary>
    public void Ingested(int acceptedCount, int duplicateCount)
    {
        accepted.Add(acceptedCount);
        duplicates.Add(duplicateCount);
    }

    /// <summary>An outcome was recorded.</summary>
    public void OutcomeRecorded() => outcomes.Add(1);

    /// <summary>When a decision begins, for <see cref="Decided"/>; 0 while nobody measures.</summary>
    public long Start() => decideSeconds.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A decision was answered.</summary>
    public void Decided(long started, bool isServe)
    {
        decisions.Add(1, new KeyValuePair<string, object?>("mode", isServe ? "serve" : "peek"));
        if (started != 0)
        {
            decideSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
