using Personalization.Journal;

namespace Personalization.Replay.Tests.Jobs;

/// <summary>A run that finds something at every third event, and does something of the test's at each.</summary>
internal sealed class MarkingRun(IReplayFindings findings, bool needsHistory, Func<long, CancellationToken, Task> atEvent) : IReplayRun
{
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal) { [ReplayCounts.Events] = 0 };

    public bool NeedsHistory => needsHistory;

    public IReadOnlyDictionary<string, long> Counts => new Dictionary<string, long>(counts, StringComparer.Ordinal);

    /// <summary>How many events it was given, old ones included.</summary>
    public long Given { get; private set; }

    public async ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation)
    {
        Given++;
        if (!isNew)
        {
            return;
        }

        counts[ReplayCounts.Events]++;
        if (stored.Version % 3 == 0)
        {
            await findings.Add(new UnknownCatalog($"d{stored.Version}", stored.Subject, "home", stored.Event.Time, stored.Position, "none"), cancellation);
        }

        await atEvent(stored.Version, cancellation);
    }

    public ValueTask Flush(CancellationToken cancellation) => default;

    public ValueTask DisposeAsync() => default;
}
