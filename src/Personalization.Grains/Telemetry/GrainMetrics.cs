using System.Diagnostics;
using System.Diagnostics.Metrics;
using Personalization.Journal.Telemetry;

namespace Personalization.Grains.Telemetry;

/// <summary>What only the host knows; calls, events and decisions are measured where they come in.</summary>
/// <remarks>What every turn counts costs an addition each; histograms are for what waits anyhow.</remarks>
internal sealed class GrainMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Personalization.Grains";

    private static readonly string[] Kinds = ["peek", "serve", "ingest", "import", "merge"];
    private static readonly string[] Results = ["done", "repeated", "refused", "sent"];

    private readonly Meter meter = new(Name);
    private readonly Tally activations = new("source", "snapshot", "journal", "nothing");
    private readonly Tally[] turns = [.. Results.Select(_ => new Tally("kind", Kinds))];
    private readonly Histogram<double> loads, waits;
    private long evictions, outcomes, lost, unsaved, holdsWaiting;

    /// <summary>The instruments of one host.</summary>
    /// <param name="liveGrains">Reads how many grains are in memory.</param>
    public GrainMetrics(Func<int> liveGrains)
    {
        meter.CreateObservableGauge("personalization.grains.live", liveGrains, "{grain}", "Profiles in memory.");
        meter.CreateObservableCounter("personalization.grains.activations", activations.Read, "{grain}", "Profiles brought into memory, by what they were made of; nothing: the subject has no events.");
        meter.CreateObservableCounter("personalization.grains.evictions", () => Volatile.Read(ref evictions), "{grain}", "Profiles taken out of memory.");
        meter.CreateObservableCounter("personalization.turns", Turns, "{turn}", "Turns by kind and result; sent: another node brought it to its end.");
        meter.CreateObservableCounter("personalization.turns.lost", () => Volatile.Read(ref lost), "{turn}", "Turns that another node was faster with, or whose answer got lost; each was tried again.");
        meter.CreateObservableGauge("personalization.turns.waiting", () => Volatile.Read(ref holdsWaiting), "{turn}", "Turns that wait for a grain which another turn keeps.");
        meter.CreateObservableCounter("personalization.outcomes", () => Volatile.Read(ref outcomes), "{outcome}", "Outcomes that were recorded.");
        meter.CreateObservableCounter("personalization.snapshots.failed", () => Volatile.Read(ref unsaved), "{round}", "Rounds of snapshots that the database did not take; the next one takes them again.");
        loads = meter.CreateHistogram("personalization.grains.load.duration", "s", "Time to bring a profile into memory.", tags: null, Seconds);
        waits = meter.CreateHistogram("personalization.grains.wait.duration", "s", "Time that a turn waited for a grain, where it had to; for: gate (a turn that runs) or hold (one that is away on another node).", tags: null, Seconds);
        Rejections = new RejectionSample(meter);
    }

    /// <summary>Why actions are turned down.</summary>
    public RejectionSample Rejections { get; }

    private static InstrumentAdvice<double> Seconds { get; } = new() { HistogramBucketBoundaries = [0.00001, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] };

    /// <summary>A turn has come to its end.</summary>
    public void TurnEnded(TurnKind kind, TurnResult result) => turns[(int)result].Add((int)kind);

    /// <summary>A grain was loaded.</summary>
    /// <param name="startedAt">A <see cref="Stopwatch"/> timestamp.</param>
    /// <param name="source">What it was made of.</param>
    public void Activated(long startedAt, LoadSource source)
    {
        activations.Add((int)source);
        loads.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
    }

    /// <summary>A turn had to wait for another that ran on the same grain.</summary>
    /// <param name="startedAt">A <see cref="Stopwatch"/> timestamp.</param>
    public void WaitedAtGate(long startedAt) => waits.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, new KeyValuePair<string, object?>("for", "gate"));

    /// <summary>A turn waits for another that keeps the same grain while it is away.</summary>
    public async ValueTask<bool> WaitForHold(Task<bool> hold)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var span = TurnSpans.StartWait();
        Interlocked.Increment(ref holdsWaiting);
        try
        {
            return await hold.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref holdsWaiting);
            waits.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, new KeyValuePair<string, object?>("for", "hold"));
        }
    }

    /// <summary>A grain was taken out.</summary>
    public void Evicted() => Interlocked.Increment(ref evictions);

    /// <summary>An outcome was recorded.</summary>
    public void OutcomeRecorded() => Interlocked.Increment(ref outcomes);

    /// <summary>A turn was lost and is tried again.</summary>
    public void TurnLost() => Interlocked.Increment(ref lost);

    /// <summary>Snapshots could not be written.</summary>
    public void SnapshotsFailed() => Interlocked.Increment(ref unsaved);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Turns() =>
        turns.SelectMany((tally, result) => tally.Read().Select(one => new Measurement<long>(one.Value, [.. one.Tags, new("result", Results[result])])));
}
