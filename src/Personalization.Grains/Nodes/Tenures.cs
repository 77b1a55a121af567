using System.Collections.Concurrent;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>Ends the time that a subject's grain lives on a node.</summary>
internal sealed class Tenures(NodeContext node, ISnapshots snapshots)
{
    private readonly LastProfiles last = new(snapshots);
    private readonly ConcurrentDictionary<Grain, Task> ending = new();

    /// <summary>Ends one: nobody new finds the grain, those who write to it finish, and its profile goes into a snapshot.</summary>
    public async Task End(SubjectKey subject)
    {
        if (!node.Context.Grains.TryPeek(subject, out var grain) || !node.Context.Grains.Remove(grain))
        {
            return;
        }

        var finishing = Finish(grain);
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

    /// <summary>Ends all of them, and waits for those that are ending.</summary>
    public async Task EndAll()
    {
        // All at once: a turn that takes long holds up nobody else's.
        await Task.WhenAll([.. node.Context.Grains.All.Where(node.Context.Grains.Remove).Select(Finish), .. ending.Values]).ConfigureAwait(false);
    }

    private async Task Finish(Grain grain) => await last.Add(await Retire(grain).ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>Keeps the grain for good once all who came before have finished.</summary>
    private async Task<LastProfile> Retire(Grain grain)
    {
        using var journey = new Journey(node, node.Context.Now);
        await GrainHold.Enter(grain, journey, CancellationToken.None).ConfigureAwait(false);
        await ((Task)grain.LastCommit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var left = new LastProfile(grain.Key, null, []);
        lock (grain.Gate)
        {
            grain.Hold!.Close();

            // A profile that was lost is forgotten by now, and one of a journal that failed is worth nothing.
            if (grain.Profile is { Version: > 0 } profile && profile.Version != grain.SnapshotVersion && grain.LastCommit.IsCompletedSuccessfully)
            {
                left = left with { Snapshot = GrainMarks.Of(grain) };
                node.Context.Marks.Take(grain, left.Marks);
            }

            node.Context.Marks.Drop(grain);
        }

        grain.Pins.Remove();
        node.Context.Metrics.Evicted();
        return left;
    }
}
