using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>What the calls of the embedded host share.</summary>
internal sealed record EmbeddedContext(
    GrainTable Grains,
    Activation Activation,
    CommitWatch Commits,
    IJournal Journal,
    ICatalogs Catalogs,
    TimeProvider Time,
    EmbeddedHostOptions Options,
    GrainMetrics Metrics)
{
    /// <summary>The server's clock.</summary>
    public Instant Now => Instant.From(Time.GetUtcNow());

    /// <summary>Pins a subject's grain and sees that it is loaded under the tenant's active plan.</summary>
    /// <remarks>The plan may change at any time, so a turn checks again under the gate and comes back here where it did.</remarks>
    public async ValueTask<GrainLease> Lease(SubjectKey subject, ActiveCatalog catalog, CancellationToken cancellation)
    {
        var lease = Grains.Acquire(subject);
        try
        {
            await Activation.EnsureLoaded(lease.Grain, catalog.Folds, cancellation).ConfigureAwait(false);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>Reads one event of a subject, waiting for its commit where it is under way; null where there is none.</summary>
    public ValueTask<Event?> ReadDurable(in SubjectKey subject, long version, CancellationToken cancellation) =>
        Grains.TryPeek(subject, out var grain) ? ReadDurable(grain, version, cancellation) : Read(subject, version, cancellation);

    /// <summary>Reads one event of a grain, waiting for its commit where it is under way; null where there is none.</summary>
    public async ValueTask<Event?> ReadDurable(Grain grain, long version, CancellationToken cancellation)
    {
        await Commits.Wait(grain.LastCommit).ConfigureAwait(false);
        return await Read(grain.Key, version, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Event?> Read(SubjectKey subject, long version, CancellationToken cancellation)
    {
        await foreach (var stored in Journal.ReadSubject(subject, version - 1, cancellation).ConfigureAwait(false))
        {
            return stored.Version == version ? stored.Event : null;
        }

        return null;
    }

    /// <summary>Hands new events of a person and an account to the journal as one, and folds them. Call it under both gates.</summary>
    /// <returns>The commit of both.</returns>
    public Task<CommitResult> Append(FoldPlan plan, Grain? user, IReadOnlyList<Event> userEvents, Grain? account, IReadOnlyList<Event> accountEvents)
    {
        ReadOnlySpan<StreamAppend> parts = (userEvents.Count, accountEvents.Count) switch
        {
            (_, 0) => [Part(user!, userEvents)],
            (0, _) => [Part(account!, accountEvents)],
            _ => [Part(user!, userEvents), Part(account!, accountEvents)],
        };

        // Before folding: a journal that takes nothing more leaves the profiles as they are.
        var commit = Journal.Append(parts).AsTask();
        Commits.ThrowIfRefused(commit);
        try
        {
            Fold(plan, user, userEvents, commit);
            Fold(plan, account, accountEvents, commit);
        }
        catch (Exception defect)
        {
            Commits.Fail(defect);
            throw;
        }

        return commit;
    }

    private static StreamAppend Part(Grain grain, IReadOnlyList<Event> events) => new(grain.Key, grain.Profile!.Version + 1, events);

    private static void Fold(FoldPlan plan, Grain? grain, IReadOnlyList<Event> events, Task<CommitResult> commit)
    {
        if (events.Count == 0)
        {
            return;
        }

        foreach (var occurred in events)
        {
            Evolve.Apply(plan, grain!.Profile!, grain.Profile!.Version + 1, occurred);
            grain.Watch?.Add(StableHash.Of(occurred.Id));
        }

        grain!.LastCommit = commit;
    }
}
