using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.Grains.Telemetry;
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
    GrainMarks Marks,
    GrainMetrics Metrics)
{
    /// <summary>The tenants whose catalogs may not be taken up for a moment.</summary>
    public SwapHolds Holds { get; } = new();

    /// <summary>What becomes of commits that another node was faster with; null where this is the only node, and no commit is lost.</summary>
    public LostCommits? Lost { get; init; }

    /// <summary>The server's clock.</summary>
    public Instant Now => Instant.From(Time.GetUtcNow());

    /// <summary>Pins a subject's grain and sees that it is loaded under the tenant's active plan.</summary>
    /// <remarks>The plan may change at any time, so a turn checks again under the gate and comes back here where it did.</remarks>
    public async ValueTask<GrainLease> Lease(SubjectKey subject, ActiveCatalog catalog, CancellationToken cancellation, Journey? journey = null)
    {
        var lease = journey is null ? Grains.Acquire(subject)
            : journey.TryAcquire(subject) ?? throw new TurnLostException("The subject lives on this node no more.") { HasNotRun = true };
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
        await Commits.WaitForEnd(grain.LastCommit).ConfigureAwait(false);
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

    /// <summary>Appends events to the streams of grains as one commit, and folds them. The gates of the grains are held.</summary>
    /// <param name="plan">The plan that the grains are folded by.</param>
    /// <param name="appends">What goes into which stream; each grain once.</param>
    /// <returns>The commit. Where it is lost, the grains forget their profiles.</returns>
    public Task<CommitResult> Append(FoldPlan plan, params ReadOnlySpan<GrainAppend> appends)
    {
        ReadOnlySpan<StreamAppend> parts = appends.Length switch
        {
            1 => [Part(appends[0])],
            2 => [Part(appends[0]), Part(appends[1])],
            _ => Parts(appends),
        };

        // Before folding: a journal that takes nothing more leaves the profiles as they are.
        var commit = Journal.Append(parts).AsTask();
        if (Lost is null || commit.IsFaulted)
        {
            Commits.ThrowIfRefused(commit);
        }
        else
        {
            commit = Lost.Watch(commit, appends);
            if (appends[0].Grain.Profile is null)
            {
                // Refused at once, and forgotten.
                return commit;
            }
        }

        try
        {
            foreach (var append in appends)
            {
                Fold(plan, append, commit);
            }
        }
        catch (Exception defect)
        {
            Commits.Fail(defect);
            throw;
        }

        return commit;
    }

    /// <summary>Folds what was appended to a grain's stream on another node. Its gate is held.</summary>
    public void FoldDurable(Grain grain, in StreamAppend part)
    {
        Journal.Learn(part);
        if (grain.Profile?.Version == part.FirstVersion - 1)
        {
            Fold(grain.Profile.Plan, new GrainAppend(grain, part.Events), Task.FromResult(CommitResult.Committed));
        }
        else if (grain.Profile?.Version < part.FirstVersion + part.Events.Count - 1)
        {
            // Somebody else had gone on with the stream before. The journal knows.
            grain.Forget(Marks);
        }
    }

    private static StreamAppend[] Parts(ReadOnlySpan<GrainAppend> appends)
    {
        var parts = new StreamAppend[appends.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            parts[at] = Part(appends[at]);
        }

        return parts;
    }

    private static StreamAppend Part(in GrainAppend append) => new(append.Grain.Key, append.Grain.Profile!.Version + 1, append.Events);

    private void Fold(FoldPlan plan, in GrainAppend append, Task<CommitResult> commit)
    {
        var grain = append.Grain;
        foreach (var occurred in append.Events)
        {
            Evolve.Apply(plan, grain.Profile!, grain.Profile!.Version + 1, occurred);
            grain.Received = grain.Received.With(occurred.ReceivedAt);
            grain.Watch?.Add(occurred.IdHash);
            if (Marks.IsDue(grain.Profile.Version) && grain is { Visit: null, Profile.UndoneMerge: null })
            {
                grain.LastEventIdHash = occurred.IdHash;
                Marks.Keep(grain);
            }
        }

        grain.LastEventIdHash = append.Events[^1].IdHash;
        grain.Visit?.Add(append.Events);
        grain.LastCommit = commit;
        if (grain.Profile!.UndoneMerge is not null)
        {
            // No fold takes an event back: the next turn folds the stream from its beginning, without those of the merge.
            grain.Forget(Marks);
        }
    }
}
