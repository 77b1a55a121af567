using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Personalization.Journal.Telemetry;

/// <summary>The instruments of one journal. Everything is recorded once per group commit, or only when something goes wrong.</summary>
internal sealed class JournalMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Personalization.Journal";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] };
    private static readonly InstrumentAdvice<long> Sizes = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000, 100_000] };

    private readonly Meter meter;
    private readonly Tally appends = new("result", "committed", "fenced", "in_doubt", "failed");
    private readonly Histogram<double> commitSeconds, appendSeconds;
    private readonly Histogram<long> commitEvents, commitAppends;
    private long waits, retries;

    /// <summary>The instruments of a journal.</summary>
    /// <param name="system">The database, as OpenTelemetry names it: <c>sqlite</c> or <c>postgresql</c>.</param>
    /// <param name="depth">Reads how much waits for its commit.</param>
    public JournalMetrics(string system, Func<(long Events, long Bytes)> depth)
    {
        meter = new Meter(new MeterOptions(Name) { Tags = [new("db.system.name", system)] });
        meter.CreateObservableGauge("personalization.journal.queue.events", () => depth().Events, "{event}", "Events that wait for their group commit.");
        meter.CreateObservableGauge("personalization.journal.queue.size", () => depth().Bytes, "By", "Bytes of events that wait for their group commit.");
        meter.CreateObservableCounter("personalization.journal.queue.waits", () => Volatile.Read(ref waits), "{call}", "Calls that had to wait because the queue was full.");
        meter.CreateObservableCounter("personalization.journal.appends", appends.Read, "{append}", "Appends by how their commit ended; fenced: another owner was first; in_doubt: nobody knows.");
        meter.CreateObservableCounter("personalization.journal.commit.retries", () => Volatile.Read(ref retries), "{attempt}", "Commits that were sent again because the database did not answer.");
        commitSeconds = meter.CreateHistogram("personalization.journal.commit.duration", "s", "Time of one group commit: write and sync, or the database's answer.", tags: null, Seconds);
        appendSeconds = meter.CreateHistogram("personalization.journal.append.duration", "s", "Time from a commit's first append until it is durable: the longest wait of its callers.", tags: null, Seconds);
        commitEvents = meter.CreateHistogram("personalization.journal.commit.events", "{event}", "Events of one group commit.", tags: null, Sizes);
        commitAppends = meter.CreateHistogram("personalization.journal.commit.appends", "{append}", "Appends of one group commit: how many turns share it.", tags: null, Sizes);
    }

    /// <summary>A group commit is durable.</summary>
    /// <param name="firstAppendAt">A <see cref="Stopwatch"/> timestamp: when its first append came.</param>
    /// <param name="begunAt">A <see cref="Stopwatch"/> timestamp: when it was begun.</param>
    /// <param name="events">Its events.</param>
    /// <param name="calls">Its appends.</param>
    public void Committed(long firstAppendAt, long begunAt, int events, int calls)
    {
        commitSeconds.Record(Stopwatch.GetElapsedTime(begunAt).TotalSeconds);
        appendSeconds.Record(Stopwatch.GetElapsedTime(firstAppendAt).TotalSeconds);
        commitEvents.Record(events);
        commitAppends.Record(calls);
    }

    /// <summary>Appends have ended.</summary>
    public void Ended(CommitResult result, int calls = 1) => appends.Add((int)result, calls);

    /// <summary>Appends have failed with the journal.</summary>
    public void Failed(int calls) => appends.Add((int)CommitResult.InDoubt + 1, calls);

    /// <summary>A caller waits for room.</summary>
    public void Waited() => Interlocked.Increment(ref waits);

    /// <summary>A commit is sent again.</summary>
    public void Retried() => Interlocked.Increment(ref retries);

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
