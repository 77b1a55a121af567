using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Identities;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>The host in one process: grains are objects, a turn is a short lock, and one journal makes everything durable.</summary>
/// <remarks>
/// It owns neither the journal nor the snapshots: close them after it. <see cref="DisposeAsync"/> waits for running commits and
/// puts every profile into a snapshot; without it nothing is lost but time, since profiles are folded from the journal again.
/// </remarks>
public sealed class EmbeddedProfiles : IProfiles, IIdentities, IIdentityHost, IHistoryImport, IServedRecords, ISubjectMemory, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly EmbeddedContext context;
    private readonly Evictor evictor;
    private readonly SubjectClosure closure;
    private readonly PersonCalls people;
    private readonly Task sweeps;

    /// <summary>A host over an open journal. Nothing is loaded until it is asked for.</summary>
    /// <param name="journal">Where events become durable; no other host may use it.</param>
    /// <param name="snapshots">Where idle profiles go.</param>
    /// <param name="catalogs">What each tenant's events and decisions mean.</param>
    /// <param name="time">The clock and its timers.</param>
    /// <param name="options">Limits and durability.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit of the options makes no sense.</exception>
    public EmbeddedProfiles(IJournal journal, ISnapshots snapshots, ICatalogs catalogs, TimeProvider time, EmbeddedHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LiveGrainsMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.IdleAfter, TimeSpan.Zero);
        var grains = new GrainTable(options.Stepping?.Keys);
        var metrics = new GrainMetrics(() => grains.Count);
        var commits = new CommitWatch(options.Stepping);
        var marks = new GrainMarks(options.EventsPerMark);
        evictor = new Evictor(grains, snapshots, options, commits, marks, metrics);
        var closed = new ClosedSubjects();
        context = new EmbeddedContext(
            grains, new Activation(journal, snapshots, evictor, marks, metrics, options.Stepping, closed: closed), commits, journal, catalogs, time, options, marks, metrics);
        closure = new SubjectClosure(context, closed, evictor);
        people = new PersonCalls(this);
        sweeps = Task.WhenAll(Guard(evictor.SweepForRoom(stopping.Token)), Guard(evictor.SweepIdle(time, stopping.Token)));
    }

    /// <summary>Completes with the reason when a commit has failed. The host answers nothing any more then, and the process should stop.</summary>
    public Task<Exception> Failed => context.Commits.Failed;

    /// <summary>How many profiles are in memory.</summary>
    public int LiveGrains => context.Grains.Count;

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed, this one or one before.</exception>
    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        context.Commits.ThrowIfFailed();
        return people.Ingest(tenant, events, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed, this one or one before.</exception>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        context.Commits.ThrowIfFailed();
        return people.Decide(request, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed, this one or one before.</exception>
    public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        context.Commits.ThrowIfFailed();
        return OutcomeCall.Run(context, this, tenant, report, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed before.</exception>
    public async ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation)
    {
        context.Commits.ThrowIfFailed();
        using var catalogs = new CatalogPursuit(context, subject.Tenant);
        while (await catalogs.Next(cancellation).ConfigureAwait(false) is { } catalog)
        {
            using var lease = await context.Lease(subject, catalog, cancellation).ConfigureAwait(false);
            lock (lease.Grain.Gate)
            {
                if (lease.Grain.IsReady(catalog.Folds.Hash))
                {
                    var profile = lease.Grain.Profile!;
                    if (profile.MergedInto is { } user)
                    {
                        subject = new SubjectKey(subject.Tenant, SubjectKind.User, user);
                        continue;
                    }

                    return profile.Version == 0 ? null : new ProfileViewBuilder(subject, profile, catalog, DecisionInputs.EffectiveNow(context.Now, profile)).Build();
                }
            }
        }

        return null;
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed, this one or one before.</exception>
    public async ValueTask<Answer<ProfileView>> Unmerge(SubjectKey user, SubjectKey source, CancellationToken cancellation)
    {
        context.Commits.ThrowIfFailed();
        if (await WithBoth(source, user, call => call.Undo(cancellation)).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        return await Get(user, cancellation).ConfigureAwait(false) is { } view ? view : GrainProblems.NotReady;
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<IngestAnswer>> IIdentityHost.IngestHere(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) =>
        new IngestCall(context, tenant, events).Run(cancellation);

    /// <inheritdoc/>
    ValueTask<Answer<Decision>> IIdentityHost.DecideHere(DecisionRequest request, CancellationToken cancellation) => new DecideCall(context, request).Run(cancellation);

    /// <inheritdoc/>
    ValueTask<Problem?> IIdentityHost.MergeHere(SubjectKey source, SubjectKey target, CancellationToken cancellation) =>
        WithBoth(source, target, call => call.Merge(cancellation));

    /// <inheritdoc/>
    EmbeddedContext IIdentityHost.Context => context;

    /// <inheritdoc/>
    async ValueTask<KnownAs> IIdentityHost.Find(SubjectKey subject, CancellationToken cancellation)
    {
        using var catalogs = new CatalogPursuit(context, subject.Tenant);
        while (await catalogs.Next(cancellation).ConfigureAwait(false) is { } catalog)
        {
            using var lease = await context.Lease(subject, catalog, cancellation).ConfigureAwait(false);
            lock (lease.Grain.Gate)
            {
                if (lease.Grain.IsReady(catalog.Folds.Hash))
                {
                    return new KnownAs(lease.Grain.Profile!.Version, lease.Grain.Profile.MergedInto);
                }
            }
        }

        return default;
    }

    private async ValueTask<Problem?> WithBoth(SubjectKey source, SubjectKey target, Func<MergeCall, ValueTask<Problem?>> call)
    {
        using var one = context.Grains.Acquire(source);
        using var other = context.Grains.Acquire(target);
        return await call(new MergeCall(context, new TwoGrains(one.Grain, other.Grain))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) =>
        EventPages.Read(context.Journal, subject, afterVersion, limit, cancellation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more events than one import may hold.</exception>
    /// <exception cref="ProfilesFailedException">A commit failed, this one or one before.</exception>
    public ValueTask<Answer<ImportReceipt>> Import(SubjectKey subject, IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, Limits.ImportEventsMax, nameof(events));
        context.Commits.ThrowIfFailed();
        return new ImportCall(context, subject, events).Run(cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed before.</exception>
    public ValueTask<ServedRecord?> FindServed(TenantId tenant, string decisionId, CancellationToken cancellation)
    {
        context.Commits.ThrowIfFailed();
        return ServedLookup.Find(context, tenant, decisionId, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed, of this subject or before.</exception>
    public async ValueTask<T> Destroy<T>(SubjectKey subject, Func<ValueTask<T>> destroy)
    {
        ArgumentNullException.ThrowIfNull(destroy);
        context.Commits.ThrowIfFailed();
        using (await closure.Close(subject, CancellationToken.None).ConfigureAwait(false))
        {
            return await destroy().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">A commit failed, of this subject or before.</exception>
    public async ValueTask Settle(SubjectKey subject, CancellationToken cancellation)
    {
        context.Commits.ThrowIfFailed();
        using (await closure.Close(subject, cancellation).ConfigureAwait(false))
        {
            // What was under way has come to its end.
        }
    }

    /// <summary>Takes idle profiles out of memory now, as the clock does from time to time.</summary>
    public Task SweepIdle(CancellationToken cancellation) => evictor.Sweep(isIdleRound: true, cancellation);

    /// <summary>Puts every profile into a snapshot. Make no calls any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        await sweeps.ConfigureAwait(false);
        foreach (var grain in context.Grains.All)
        {
            await ((Task)grain.LastCommit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!Failed.IsCompleted)
        {
            await evictor.EvictAll(CancellationToken.None).ConfigureAwait(false);
        }

        evictor.Dispose();
        context.Metrics.Dispose();
        stopping.Dispose();
    }

    /// <summary>A sweep that fails means a disk that fails: nobody waits for the sweep, so the host says it.</summary>
    private async Task Guard(Task sweep)
    {
        try
        {
            await sweep.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is closing.
        }
        catch (Exception cause)
        {
            context.Commits.Fail(cause);
        }
    }
}
