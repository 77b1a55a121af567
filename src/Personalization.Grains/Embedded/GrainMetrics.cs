using System.Diagnostics.Metrics;

namespace Personalization.Grains.Embedded;

/// <summary>What only the host knows; calls, events and decisions are measured where they come in.</summary>
internal sealed class GrainMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Personalization.Grains";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> activations, evictions, outcomes, lost, unsaved;

    /// <summary>The instruments of one host.</summary>
    /// <param name="liveGrains">Reads how many grains are in memory.</param>
    public GrainMetrics(Func<int> liveGrains)
    {
        activations = meter.CreateCounter<long>("personalization.grains.activations", "{grain}", "Profiles brought into memory.");
        evictions = meter.CreateCounter<long>("personalization.grains.evictions", "{grain}", "Profiles taken out of memory.");
        outcomes = meter.CreateCounter<long>("personalization.outcomes", "{outcome}", "Outcomes that were recorded.");
        lost = meter.CreateCounter<long>("personalization.turns.lost", "{turn}", "Turns that another node was faster with, or whose answer got lost; each was tried again.");
        unsaved = meter.CreateCounter<long>("personalization.snapshots.failed", "{round}", "Rounds of snapshots that the database did not take; the next one takes them again.");
        meter.CreateObservableGauge("personalization.grains.live", liveGrains, "{grain}", "Profiles in memory.");
    }

    /// <summary>A grain was loaded.</summary>
    public void Activated() => activations.Add(1);

    /// <summary>A grain was taken out.</summary>
    public void Evicted() => evictions.Add(1);

    /// <summary>An outcome was recorded.</summary>
    public void OutcomeRecorded() => outcomes.Add(1);

    /// <summary>A turn was lost and is tried again.</summary>
    public void TurnLost() => lost.Add(1);

    /// <summary>Snapshots could not be written.</summary>
    public void SnapshotsFailed() => unsaved.Add(1);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
