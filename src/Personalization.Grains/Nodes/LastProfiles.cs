using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>Brings what grains leave behind into snapshots: whatever comes while one write is under way goes into the next.</summary>
internal sealed class LastProfiles(ISnapshots snapshots)
{
    private readonly Lock gate = new();
    private List<LastProfile> waiting = [];
    private Task latest = Task.CompletedTask;
    private Task? next;

    /// <summary>Adds one; completes when it is written.</summary>
    public Task Add(LastProfile last)
    {
        if (last.Snapshot is null)
        {
            return Task.CompletedTask;
        }

        lock (gate)
        {
            waiting.Add(last);
            return next ??= latest = WriteAfter(latest);
        }
    }

    private async Task WriteAfter(Task before)
    {
        // Those who wait for the write before learn how it ended. Yields always: the gate is held by whoever begins this one.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        List<LastProfile> all;
        lock (gate)
        {
            (all, waiting, next) = (waiting, [], null);
        }

        foreach (var some in all.Chunk(Limits.SnapshotsPerWrite))
        {
            await snapshots.Save([.. some.Select(one => KeyValuePair.Create(one.Subject, one.Snapshot!))], [.. some.SelectMany(one => one.Marks)], CancellationToken.None).ConfigureAwait(false);
        }
    }
}
