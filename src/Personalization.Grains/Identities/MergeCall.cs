using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains.Embedded;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Identities;

/// <summary>Makes an id one with a user, or takes that back: one turn of both streams and one commit, tried until nothing came between what was read of the journal and the turn.</summary>
internal sealed class MergeCall(EmbeddedContext context, TwoGrains both)
{
    private readonly SubjectKey source = both.Source.Key;
    private readonly SubjectKey target = both.Target.Key;
    private Task<CommitResult>? commit;
    private Problem? problem;
    private bool isRepeat;
    private long version;
    private long targetVersion;
    private IReadOnlySet<string> undone = UndoneMerges.None;

    /// <summary>Merges. Does nothing where the id belongs to the user already.</summary>
    /// <returns>Null, or why not: <see cref="SubjectMoved"/> where one of them stands for itself no more, or what <see cref="MergeTurn.Refusal"/> says.</returns>
    /// <exception cref="TurnLostException">It was tried too often, or another node was faster.</exception>
    public async ValueTask<Problem?> Merge(CancellationToken cancellation)
    {
        using var catalogs = new CatalogPursuit(context, source.Tenant);
        for (var tries = 0; tries < Limits.MergeTries; tries++)
        {
            if (await Load(catalogs, cancellation).ConfigureAwait(false) is not { } catalog)
            {
                return GrainProblems.NotReady;
            }

            if (!both.Turn(grains => IsReady(grains, catalog)))
            {
                continue;
            }

            if (commit is not null || problem is not null)
            {
                break;
            }

            await WaitForLast().ConfigureAwait(false);
            var look = await MergeLook.Read(context.Journal, source, version, target, undone, cancellation).ConfigureAwait(false);
            if (!look.IsOk)
            {
                return look.Problem;
            }

            await context.Journal.WaitForRoom(cancellation).ConfigureAwait(false);
            var seen = targetVersion;
            if (look.Value.Events.Count == version && both.Turn(grains => TryMerge(grains, catalog, look.Value, seen)))
            {
                break;
            }
        }

        catalogs.Rest();
        return await End().ConfigureAwait(false);
    }

    /// <summary>Takes a merge back.</summary>
    /// <returns>Null, or why it cannot be taken back.</returns>
    /// <exception cref="TurnLostException">It was tried too often, or another node was faster.</exception>
    public async ValueTask<Problem?> Undo(CancellationToken cancellation)
    {
        using var catalogs = new CatalogPursuit(context, source.Tenant);
        for (var tries = 0; tries < Limits.MergeTries; tries++)
        {
            if (await Load(catalogs, cancellation).ConfigureAwait(false) is not { } catalog)
            {
                return GrainProblems.NotReady;
            }

            await context.Journal.WaitForRoom(cancellation).ConfigureAwait(false);
            if (both.Turn(grains => TryUndo(grains, catalog)))
            {
                break;
            }
        }

        catalogs.Rest();
        return await End().ConfigureAwait(false);
    }

    private async ValueTask<ActiveCatalog?> Load(CatalogPursuit catalogs, CancellationToken cancellation)
    {
        if (await catalogs.Next(cancellation).ConfigureAwait(false) is not { } catalog)
        {
            return null;
        }

        await context.Activation.EnsureLoaded(both.Source, catalog.Folds, cancellation).ConfigureAwait(false);
        await context.Activation.EnsureLoaded(both.Target, catalog.Folds, cancellation).ConfigureAwait(false);
        return catalog;
    }

    /// <summary>Whether both are loaded. Finds out whether they may be merged, or are.</summary>
    private bool IsReady(TwoGrains grains, ActiveCatalog catalog)
    {
        if (!grains.Source.IsReady(catalog.Folds.Hash) || !grains.Target.IsReady(catalog.Folds.Hash))
        {
            return false;
        }

        var (one, other) = (grains.Source.Profile!, grains.Target.Profile!);
        (version, targetVersion) = (one.Version, other.Version);
        undone = other.Identities.ToArray().Where(identity => identity is { IsUndone: true, Via: null }).Select(identity => identity.MergeId).ToHashSet(StringComparer.Ordinal);
        if (string.Equals(one.MergedInto, target.Id, StringComparison.Ordinal))
        {
            (commit, isRepeat) = (grains.Source.LastCommit, true);
        }
        else
        {
            problem = (one.MergedInto ?? other.MergedInto) is { } moved ? new SubjectMoved(moved) : MergeTurn.Refusal(one, other, Limits.MergeEventsMax, context.Now);
        }

        return true;
    }

    /// <summary>Appends to both; false where one of them went on meanwhile in a way that matters.</summary>
    private bool TryMerge(TwoGrains grains, ActiveCatalog catalog, MergeLook look, long seen)
    {
        var before = undone.Count;
        if (!IsReady(grains, catalog) || version != look.Events.Count || undone.Count != before || (targetVersion != seen && !look.IsTrue(context.Journal, target)))
        {
            return false;
        }

        if (commit is null && problem is null)
        {
            var seal = MergeTurn.Seal(source, grains.Source.Profile!, target.Id, context.Now);
            commit = Append(grains, catalog, [seal], MergeTurn.Adopt(seal, source, grains.Source.Profile!, look.Events, look.Known, look.Undone));
        }

        return true;
    }

    private bool TryUndo(TwoGrains grains, ActiveCatalog catalog)
    {
        if (!grains.Source.IsReady(catalog.Folds.Hash) || !grains.Target.IsReady(catalog.Folds.Hash))
        {
            return false;
        }

        problem = MergeTurn.FindUndoable(grains.Target.Profile!, source.Kind, source.Id, context.Now, out var merge);
        if (problem is null)
        {
            var (unmerged, reopened) = MergeTurn.Undo(merge, context.Now);
            var isSealedByIt = string.Equals(grains.Source.Profile!.MergedInto, target.Id, StringComparison.Ordinal);
            commit = isSealedByIt ? Append(grains, catalog, [reopened], [unmerged]) : context.Append(catalog.Folds, new GrainAppend(grains.Target, [unmerged]));
        }

        return true;
    }

    private Task<CommitResult> Append(TwoGrains grains, ActiveCatalog catalog, Event[] toSource, Event[] toTarget) =>
        context.Append(catalog.Folds, new GrainAppend(grains.Source, toSource), new GrainAppend(grains.Target, toTarget));

    private async ValueTask WaitForLast()
    {
        await context.Commits.WaitForEnd(both.Source.LastCommit).ConfigureAwait(false);
        await context.Commits.WaitForEnd(both.Target.LastCommit).ConfigureAwait(false);
    }

    private async ValueTask<Problem?> End()
    {
        context.Metrics.TurnEnded(TurnKind.Merge, problem is not null ? TurnResult.Refused : isRepeat ? TurnResult.Repeated : TurnResult.Done);
        if (problem is not null)
        {
            return problem;
        }

        await context.Commits.Wait(commit ?? throw new TurnLostException("Both streams went on faster than they could be merged.") { HasNotRun = true }).ConfigureAwait(false);
        return null;
    }
}
