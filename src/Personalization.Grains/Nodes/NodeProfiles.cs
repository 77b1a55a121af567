using System.Data.Common;
using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Identities;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>
/// One node of several over the same streams. It owns the subjects that it has taken up (<see cref="TakeUp"/>) until it gives them up; turns that need
/// others travel to where those live. Any call may be made on any node.
/// </summary>
/// <remarks>
/// Who owns what is a hint. The journal's versions are the fence: a node that is wrong about it loses its turn, reads the journal, and tries again.
/// Close the journal and the snapshots after it. <see cref="DisposeAsync"/> gives everything up.
/// </remarks>
public sealed class NodeProfiles : IProfiles, IIdentities, IIdentityHost, IHistoryImport, IServedRecords, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly NodeContext node;
    private readonly NodeTurns turns;
    private readonly PersonCalls people;
    private readonly Tenures tenures;
    private readonly Evictor evictor;
    private readonly Task sweeps;

    /// <summary>A node over an open journal. It owns nothing yet.</summary>
    /// <param name="journal">Where events become durable. Other nodes may have journals on the same streams; they fence each other.</param>
    /// <param name="snapshots">Where profiles go that are given up.</param>
    /// <param name="catalogs">What each tenant's events and decisions mean.</param>
    /// <param name="owners">The way to other nodes.</param>
    /// <param name="time">The clock and its timers.</param>
    /// <param name="options">Limits. How many subjects live here is not among them: who takes them up decides that.</param>
    /// <param name="pulse">Tells whether the node is cut off from what others write; null where it cannot be.</param>
    public NodeProfiles(IJournal journal, ISnapshots snapshots, ICatalogs catalogs, IOwners owners, TimeProvider time, EmbeddedHostOptions options, DatabasePulse? pulse = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var shared = options with { DurableServes = true, LiveGrainsMax = int.MaxValue / 2 };
        var grains = new GrainTable(keys: null);
        var metrics = new GrainMetrics(() => grains.Count);
        var commits = new CommitWatch(stepping: null, isOnlyOwner: false);
        var marks = new GrainMarks(options.EventsPerMark);
        evictor = new Evictor(grains, snapshots, shared, commits, marks, metrics);
        var activation = new Activation(journal, snapshots, evictor, marks, metrics, stepping: null, isOnlyOwner: false);
        var context = new EmbeddedContext(grains, activation, commits, journal, catalogs, time, shared, marks, metrics) { Lost = new LostCommits(journal, marks) };
        node = new NodeContext(context, owners, pulse ?? DatabasePulse.Steady);
        turns = new NodeTurns(node);
        people = new PersonCalls(this);
        tenures = new Tenures(node, snapshots);
        sweeps = Refresh(time);
    }

    /// <summary>Completes with the reason when the journal has failed. The node answers nothing any more then, and the process should stop.</summary>
    public Task<Exception> Failed => node.Context.Commits.Failed;

    /// <summary>How many subjects live here.</summary>
    public int LiveGrains => node.Context.Grains.Count;

    /// <summary>Makes a subject's grain live here. Nothing is read before the first turn. Does nothing where it lives here already.</summary>
    public void TakeUp(SubjectKey subject)
    {
        node.Context.Commits.ThrowIfFailed();
        node.Context.Grains.TakeUp(subject);
    }

    /// <summary>Whether a subject's grain lives here.</summary>
    public bool Owns(SubjectKey subject) => node.Context.Grains.TryPeek(subject, out _);

    /// <summary>
    /// Lets a subject's grain live here no longer: new turns find nobody from now on; what runs comes to its end; then the profile goes into a
    /// snapshot. Does nothing where it does not live here.
    /// </summary>
    /// <param name="subject">Whose.</param>
    /// <param name="cancellation">Stops waiting. What runs goes on then, and is fenced where another node takes the subject up.</param>
    public Task GiveUp(SubjectKey subject, CancellationToken cancellation = default) => tenures.End(subject).WaitAsync(cancellation);

    /// <summary>Gives all subjects up that live here now; see <see cref="GiveUp"/>.</summary>
    /// <param name="cancellation">Stops waiting.</param>
    public Task GiveUpAll(CancellationToken cancellation) => tenures.EndAll().WaitAsync(cancellation);

    /// <summary>The subjects that live here and that nobody has used since this was asked last.</summary>
    public IEnumerable<SubjectKey> Untouched()
    {
        foreach (var grain in node.Context.Grains.All)
        {
            if (!grain.IsTouched)
            {
                yield return grain.Key;
            }

            grain.IsTouched = false;
        }
    }

    /// <summary>The subjects that live here, and whose neighbours they are: of a person the account that their latest turn named, by which they were placed; else their latest account, else themselves.</summary>
    public IEnumerable<(SubjectKey Subject, SubjectKey Neighbour)> Neighbours()
    {
        foreach (var grain in node.Context.Grains.All)
        {
            string? account;
            lock (grain.Gate)
            {
                account = grain.Key.Kind is SubjectKind.User or SubjectKind.Anonymous ? grain.NamedAccount ?? grain.Profile?.LatestAccountId : null;
            }

            yield return (grain.Key, account is null ? grain.Key : new SubjectKey(grain.Key.Tenant, SubjectKind.Account, account));
        }
    }

    /// <summary>
    /// Waits until all turns that hold a subject's grain here are at their end, and drops what is in memory of it; the next turn reads the journal. Does nothing where it does not live here.
    /// Where the subject was destroyed in the journal before this was called, nothing of before is in memory afterwards.
    /// </summary>
    /// <param name="subject">Whose.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public ValueTask Forget(SubjectKey subject, CancellationToken cancellation) => new Forgetting(node).Run(subject, cancellation);

    /// <summary>Runs a turn that another node has sent.</summary>
    /// <param name="owner">The subject for whose sake it was sent here.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The reply; where it is not <see cref="TurnEnd.Done"/>, the sender tries again from the start.</returns>
    public ValueTask<TurnReply> Run(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Owns(owner) ? turns.Run(turn, cancellation) : new(new TurnReply(TurnEnd.NotHere));
    }

    /// <summary>Runs turns side by side that another node has sent together.</summary>
    /// <param name="turns">The turns, each for the sake of an owner of its own.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>A reply for each, in their order; <see cref="TurnEnd.NotHere"/> for those whose owners do not live here.</returns>
    public ValueTask<IReadOnlyList<TurnReply>> RunAll(IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(turns);
        return this.turns.RunAll(turns, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>People of one batch are taken in side by side: in the stream of an account that they share, their events may come in another order than in the batch.</remarks>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">Some of the events could not be brought to their owners; others may be durable.</exception>
    public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation)
    {
        node.ThrowIfUnfit();
        return people.Ingest(tenant, events, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">The decision could not be brought to its owners. It may count although nobody has seen it; the same call finds it again by its request id.</exception>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        node.ThrowIfUnfit();
        return people.Decide(request, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">One of the decisions could not be brought to its owners. Each may count although nobody has seen it.</exception>
    public async ValueTask<IReadOnlyList<Answer<Decision>>> Decide(IReadOnlyList<DecisionRequest> requests, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(requests);
        node.ThrowIfUnfit();
        var answers = await turns.Decide(requests, cancellation).ConfigureAwait(false);
        for (var at = 0; at < answers.Length; at++)
        {
            answers[at] = await people.Follow(requests[at], new(answers[at]), cancellation).ConfigureAwait(false);
        }

        return answers;
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">The outcome could not be brought to its owner.</exception>
    public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        node.ThrowIfUnfit();
        return OutcomeCall.Run(node.Context, this, tenant, report, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">The subject's owner was not found.</exception>
    public async ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation)
    {
        node.ThrowIfUnfit();
        if (!node.Context.Catalogs.TryGetActive(subject.Tenant, out var catalog)
            || await turns.Look(subject, catalog, cancellation).ConfigureAwait(false) is not { } profile)
        {
            return null;
        }

        if (profile.MergedInto is not null)
        {
            return await Get(await people.Resolve(subject, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }

        return new ProfileViewBuilder(subject, profile, catalog, DecisionInputs.EffectiveNow(node.Context.Now, profile)).Build();
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">It was tried too often; it may have been done.</exception>
    public async ValueTask<Answer<ProfileView>> Unmerge(SubjectKey user, SubjectKey source, CancellationToken cancellation)
    {
        node.ThrowIfUnfit();
        if (await turns.Unmerge(source, user, cancellation).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        return await Get(user, cancellation).ConfigureAwait(false) is { } view ? view : GrainProblems.NotReady;
    }

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<IngestAnswer>> IIdentityHost.IngestHere(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) =>
        turns.Ingest(tenant, events, node.Context.Now, node.Context.Options.Retention, cancellation);

    /// <inheritdoc/>
    ValueTask<Answer<Decision>> IIdentityHost.DecideHere(DecisionRequest request, CancellationToken cancellation) => turns.Decide(request, node.Context.Now, isRepeat: false, cancellation);

    /// <inheritdoc/>
    ValueTask<Problem?> IIdentityHost.MergeHere(SubjectKey source, SubjectKey target, CancellationToken cancellation) => turns.Merge(source, target, cancellation);

    /// <inheritdoc/>
    EmbeddedContext IIdentityHost.Context => node.Context;

    /// <inheritdoc/>
    async ValueTask<KnownAs> IIdentityHost.Find(SubjectKey subject, CancellationToken cancellation) =>
        node.Context.Catalogs.TryGetActive(subject.Tenant, out var catalog) && await turns.Look(subject, catalog, cancellation).ConfigureAwait(false) is { } profile
            ? new KnownAs(profile.Version, profile.MergedInto)
            : default;

    /// <inheritdoc/>
    public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) =>
        EventPages.Read(node.Context.Journal, subject, afterVersion, limit, cancellation);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are more events than one import may hold.</exception>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    /// <exception cref="TurnLostException">The subject's owner was not found; some of the events may be durable.</exception>
    public ValueTask<Answer<ImportReceipt>> Import(SubjectKey subject, IReadOnlyList<Event> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, Limits.ImportEventsMax, nameof(events));
        node.ThrowIfUnfit();
        return turns.Import(subject, events, node.Context.Now, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ProfilesFailedException">The journal has failed.</exception>
    public ValueTask<ServedRecord?> FindServed(TenantId tenant, string decisionId, CancellationToken cancellation)
    {
        node.Context.Commits.ThrowIfFailed();
        return ServedLookup.Find(node.Context, tenant, decisionId, cancellation);
    }

    /// <summary>Gives up all subjects, and waits for those that it can within <see cref="Limits.GiveUpWait"/>. Make no calls any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync().ConfigureAwait(false);
        await sweeps.ConfigureAwait(false);
        try
        {
            await tenures.EndAll().WaitAsync(Limits.GiveUpWait, node.Context.Time).ConfigureAwait(false);
        }
        catch (Exception unsaved) when (unsaved is TimeoutException or DbException)
        {
            // Some turns have not come to their end, or the database takes no snapshots. Owners elsewhere fence the turns, and the journal has what lacks a snapshot.
        }

        evictor.Dispose();
        node.Context.Metrics.Dispose();
        stopping.Dispose();
    }

    /// <summary>Profiles that stay long get a snapshot from time to time. One that cannot be written costs nothing but time; the next round writes it.</summary>
    private async Task Refresh(TimeProvider time)
    {
        while (!stopping.IsCancellationRequested && !Failed.IsCompleted)
        {
            try
            {
                await evictor.SweepIdle(time, stopping.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The node is closing.
            }
            catch (DbException)
            {
                node.Context.Metrics.SnapshotsFailed();
            }
            catch (Exception cause)
            {
                node.Context.Commits.Fail(cause);
            }
        }
    }
}
