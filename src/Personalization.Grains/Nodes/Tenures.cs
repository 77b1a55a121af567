using System.Collections.Concurrent;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>Ends the time that a subject's grain lives on a node.</summary>
internal sealed class Tenures(NodeContext node, ISnapshots snapshots)
{
    private readonly ConcurrentDictionary<Grain, Task> ending = new();

    /// <summary>Ends one: nobody new finds the grain, those who write to it finish, and its profile goes into a snapshot.</summary>
    public Task End(SubjectKey subject) =>
        node.Context.Grains.TryPeek(subject, out var grain) && node.Context.Grains.Remove(grain) ? Finish(grain) : Task.CompletedTask;

    /// <summary>Ends all of them, and waits for those that are ending.</summary>
    public async Task EndAll()
    {
        foreach (var grain in node.Context.Grains.All)
        {
            await End(grain.Key).ConfigureAwait(false);
        }

        await Task.WhenAll(ending.Values).ConfigureAwait(false);
    }

    private async Task Finish(Grain grain)
    {
        var finishing = PutAway(grain);
        ending[grain] = finishing;
        try
        {
            await finishing.ConfigureAwait(false);
        }
        finally
        {
            ending.TryRemove(grain, out _);
        }
    }

    private async Task PutAway(Grain grain)
    {
        using var last = new Journey(node, node.Context.Now);
        await GrainHold.Enter(grain, last, CancellationToken.None).ConfigureAwait(false);
        await ((Task)grain.LastCommit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (snapshot, marks) = (new List<KeyValuePair<SubjectKey, StoredSnapshot>>(), new List<KeyValuePair<SubjectKey, StoredSnapshot>>());
        lock (grain.Gate)
        {
            grain.Hold!.Close();

            // A profile that was lost is forgotten by now, and one of a journal that failed is worth nothing.
            if (grain.Profile is { Version: > 0 } profile && profile.Version != grain.SnapshotVersion && grain.LastCommit.IsCompletedSuccessfully)
            {
                snapshot.Add(new(grain.Key, GrainMarks.Of(grain)));
                node.Context.Marks.Take(grain, marks);
            }

            node.Context.Marks.Drop(grain);
        }

        grain.Pins.Remove();
        node.Context.Metrics.Evicted();
        if (snapshot.Count > 0)
        {
            await snapshots.Save(snapshot, marks, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
