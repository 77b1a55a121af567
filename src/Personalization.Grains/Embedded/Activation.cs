using System.Diagnostics;
using Personalization.Core.Profiles;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>
/// Brings a grain's profile into memory: from its snapshot and the journal's tail, or from the whole journal where no snapshot
/// fits. A change of the catalog that changes folds comes here too: the profile is folded anew beside the old one and swapped.
/// </summary>
/// <param name="journal">Where profiles come from.</param>
/// <param name="snapshots">Where they may come from faster.</param>
/// <param name="evictor">Makes room.</param>
/// <param name="marks">Takes up the marks that a long past leaves.</param>
/// <param name="metrics">Counts.</param>
/// <param name="stepping">How a simulation waits.</param>
/// <param name="isOnlyOwner">Whether no other node appends to the journal.</param>
/// <param name="closed">Whom nobody may load; null for nobody.</param>
internal sealed class Activation(IJournal journal, ISnapshots snapshots, Evictor evictor, GrainMarks marks, GrainMetrics metrics, IStepping? stepping, bool isOnlyOwner = true, ClosedSubjects? closed = null)
{
    /// <summary>Sees that a pinned grain is ready for a plan. However many ask at the same time, it is loaded once.</summary>
    public ValueTask EnsureLoaded(Grain grain, FoldPlan plan, CancellationToken cancellation)
    {
        lock (grain.Gate)
        {
            if (grain.IsReady(plan.Hash))
            {
                return ValueTask.CompletedTask;
            }
        }

        return stepping is null ? new ValueTask(Join(grain, plan).WaitAsync(cancellation)) : Step(stepping, Join(grain, plan));
    }

    /// <summary>Waits step by step.</summary>
    private static async ValueTask Step(IStepping stepping, Task loading)
    {
        await stepping.Until(loading).ConfigureAwait(false);
        await loading.ConfigureAwait(false);
    }

    private Task Join(Grain grain, FoldPlan plan)
    {
        lock (grain.Gate)
        {
            if (grain.IsReady(plan.Hash))
            {
                return Task.CompletedTask;
            }

            if (closed?.Has(grain.Key) == true)
            {
                throw new SubjectClosedException();
            }

            // Not with the caller's cancellation: others wait for the same loading. A loading under another plan is
            // waited for as well; the caller's turn finds that it does not fit and asks again.
            if (grain.Loading is { IsCompleted: false } loading)
            {
                return loading;
            }

            // Own pin: the one who waits may give up before the loading ends.
            if (!grain.Pins.TryAdd())
            {
                throw new InvalidOperationException("A grain is loaded only while it is pinned.");
            }

            return grain.Loading = stepping is null ? Task.Run(() => Load(grain, plan)) : stepping.Start(() => Load(grain, plan));
        }
    }

    private async Task Load(Grain grain, FoldPlan plan)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var span = TurnSpans.StartLoad();
        try
        {
            await evictor.MakeRoom().ConfigureAwait(false);

            var loaded = await Begin(grain, plan).ConfigureAwait(false);
            while (true)
            {
                loaded = await CatchUp(grain, loaded).ConfigureAwait(false);
                var behind = await Behind(grain, loaded.Profile).ConfigureAwait(false);
                if (behind < 0)
                {
                    // The subject was destroyed meanwhile, and what is there is another stream.
                    loaded = await Begin(grain, plan).ConfigureAwait(false);
                }
                else if (behind == 0 && TrySwap(grain, loaded))
                {
                    break;
                }
            }

            metrics.Activated(startedAt, loaded.Source);
            span?.SetTag("personalization.load.source", loaded.Source.ToString().ToLowerInvariant()).SetTag("personalization.events", loaded.Taken);
        }
        finally
        {
            grain.Pins.Remove();
        }
    }

    private async Task<LoadedProfile> CatchUp(Grain grain, LoadedProfile loaded)
    {
        // Once this commit is done, the journal shows all of the grain's events.
        var last = grain.LastCommit;
        if (stepping is not null)
        {
            await stepping.Until(last).ConfigureAwait(false);
        }

        await last.ConfigureAwait(false);
        while (!await TakeRest(grain, loaded).ConfigureAwait(false))
        {
            loaded = loaded.Anew(grain.Key);
        }

        return loaded;
    }

    private async ValueTask<bool> TakeRest(Grain grain, LoadedProfile loaded)
    {
        await foreach (var stored in journal.ReadSubject(grain.Key, loaded.Profile.Version, CancellationToken.None).ConfigureAwait(false))
        {
            if (!loaded.Take(stored))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many events others have put behind it while it was read; less than none where the stream is shorter. What the journal remembers of the stream's ids is no older than the head it was asked for.</summary>
    private async ValueTask<long> Behind(Grain grain, Profile profile) =>
        isOnlyOwner ? 0 : await journal.ReadHead(grain.Key, CancellationToken.None).ConfigureAwait(false) - profile.Version;

    /// <summary>Puts the profile in place, unless turns under the plan of before went on meanwhile: then there is more to catch up with.</summary>
    private bool TrySwap(Grain grain, LoadedProfile loaded)
    {
        lock (grain.Gate)
        {
            if (closed?.Has(grain.Key) == true)
            {
                // Those who waited for it are told when they ask again.
                grain.Loading = null;
                return true;
            }

            if (grain.Profile is { } old && old.Version > loaded.Profile.Version)
            {
                return false;
            }

            if (grain.Profile?.Version != loaded.Profile.Version)
            {
                grain.Loads++;
            }

            loaded.Enter(grain);
            grain.Loading = null;
            return true;
        }
    }

    private async Task<LoadedProfile> Begin(Grain grain, FoldPlan plan)
    {
        var head = await journal.ReadHead(grain.Key, CancellationToken.None).ConfigureAwait(false);
        var snapshot = head == 0 ? null : await snapshots.Load(grain.Key, CancellationToken.None).ConfigureAwait(false);

        // One that is ahead of its journal (a journal that was put back from a copy) would tear a gap into the stream. One whose last event the journal does not have
        // is of another stream; asking for it reads nothing, and errs less than once in a thousand times.
        var isOfCode = snapshot?.FoldCodeVersion == Evolve.FoldCodeVersion;
        return isOfCode && snapshot!.PlanHash == plan.Hash && snapshot.Version <= head && journal.MayContain(grain.Key, snapshot.EventIdHash)
            ? new LoadedProfile(plan, snapshot, marks)
            : new LoadedProfile(plan, grain.Key, onlyPlanChanged: isOfCode || grain.Profile is not null, marks, UndoneMerges.None);
    }
}
