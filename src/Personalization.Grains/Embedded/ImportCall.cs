using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>History on its way into one stream: a turn of the subject for each part of it, and one wait for the commits.</summary>
internal sealed class ImportCall(EmbeddedContext context, SubjectKey subject, IReadOnlyList<Event> events, Journey? journey = null)
{
    private readonly SeenQuestions questions = new(context);
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<Event> fresh = [];
    private int appended;
    private Task<CommitResult>? commit;
    private SubjectMoved? moved;

    /// <summary>Takes the events in.</summary>
    public async ValueTask<Answer<ImportReceipt>> Run(CancellationToken cancellation)
    {
        using var span = TurnSpans.StartImport(events.Count);
        using var catalogs = new CatalogPursuit(context, subject.Tenant);
        if (await catalogs.Next(cancellation).ConfigureAwait(false) is not { } catalog)
        {
            return GrainProblems.NotReady;
        }

        using var lease = await context.Lease(subject, catalog, cancellation, journey).ConfigureAwait(false);
        if (journey is not null)
        {
            await ForgetPast(lease.Grain, cancellation).ConfigureAwait(false);
        }

        try
        {
            for (var first = 0; first < events.Count; first += Limits.ImportTurnEvents)
            {
                await context.Journal.WaitForRoom(cancellation).ConfigureAwait(false);
                var last = Math.Min(events.Count, first + Limits.ImportTurnEvents);
                for (var step = Try(lease.Grain, catalog, first, last); step != IngestStep.Done; step = Try(lease.Grain, catalog, first, last))
                {
                    catalog = await Prepare(step, lease.Grain, catalogs, catalog, cancellation).ConfigureAwait(false);
                }

                catalogs.Rest();
                if (moved is not null)
                {
                    return moved;
                }

                if (journey is not null)
                {
                    // A turn that is lost must not be followed by one that is not.
                    await context.Commits.Wait(commit!).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            // Also where the caller has given up: what was handed to the journal becomes durable all the same.
            questions.Close();
            if (commit is not null)
            {
                await context.Commits.Wait(commit).ConfigureAwait(false);
            }
        }

        return new ImportReceipt(appended, events.Count - appended);
    }

    /// <summary>Others may have gone on with the stream, and events that it has already would not show it: no commit is lost then.</summary>
    private async ValueTask ForgetPast(Grain grain, CancellationToken cancellation)
    {
        await context.Commits.WaitForEnd(grain.LastCommit).ConfigureAwait(false);
        var head = await context.Journal.ReadHead(grain.Key, cancellation).ConfigureAwait(false);
        lock (grain.Gate)
        {
            if (grain.LastCommit.IsCompleted && grain.Profile?.Version < head)
            {
                grain.Forget(context.Marks);
            }
        }
    }

    private async ValueTask<ActiveCatalog> Prepare(IngestStep step, Grain grain, CatalogPursuit catalogs, ActiveCatalog catalog, CancellationToken cancellation)
    {
        if (step == IngestStep.AnswerMissing)
        {
            await questions.Ask(cancellation).ConfigureAwait(false);
            return catalog;
        }

        if (step == IngestStep.Held)
        {
            catalogs.Rest();
            await journey!.HoldNext([grain], cancellation).ConfigureAwait(false);
            return catalog;
        }

        var next = await catalogs.Next(cancellation).ConfigureAwait(false) ?? catalog;
        await context.Activation.EnsureLoaded(grain, next.Folds, cancellation).ConfigureAwait(false);
        return next;
    }

    /// <summary>Tries the turn of some of the events. It changes nothing unless it is done.</summary>
    private IngestStep Try(Grain grain, ActiveCatalog catalog, int first, int last)
    {
        lock (grain.Gate)
        {
            if (!grain.IsFreeFor(journey))
            {
                return IngestStep.Held;
            }

            if (!grain.IsReady(catalog.Folds.Hash))
            {
                return IngestStep.PlanChanged;
            }

            if (!Judge(grain, first, last))
            {
                return IngestStep.AnswerMissing;
            }

            if (fresh.Count > 0 && grain.Profile!.MergedInto is { } userId && !fresh.Exists(one => one is Reopened))
            {
                moved = new SubjectMoved(userId);
                return IngestStep.Done;
            }

            // What the stream has may have been appended a moment ago: the answer waits for that, too.
            commit = fresh.Count == 0 ? LastOf(grain) : context.Append(catalog.Folds, new GrainAppend(grain, fresh.ToArray()));
            appended += fresh.Count;
            context.Metrics.TurnEnded(TurnKind.Import, fresh.Count > 0 ? TurnResult.Done : TurnResult.Repeated);
            return IngestStep.Done;
        }
    }

    /// <summary>The commit of what the grain holds. Among several nodes one that has ended may be lost, and then the profile was read again from what is durable.</summary>
    private Task<CommitResult> LastOf(Grain grain) =>
        journey is not null && grain.LastCommit.IsCompletedSuccessfully ? Task.FromResult(CommitResult.Committed) : grain.LastCommit;

    /// <summary>Finds out which of the events are new; false where the journal has to be asked first.</summary>
    private bool Judge(Grain grain, int first, int last)
    {
        fresh.Clear();
        ids.Clear();
        var isComplete = true;
        for (var at = first; at < last; at++)
        {
            var one = events[at];
            var idHash = one.IdHash;
            var isSeen = !ids.Add(one.Id) ? true : context.Journal.MayContain(grain.Key, idHash) ? questions.IsSeen(grain, one.Id, idHash) : false;
            if (isSeen == false)
            {
                fresh.Add(one);
            }

            isComplete &= isSeen is not null;
        }

        return isComplete;
    }
}
