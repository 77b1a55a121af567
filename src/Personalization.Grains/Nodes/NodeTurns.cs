using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Identities;
using Personalization.Grains.Telemetry;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>Runs turns on a node: those of its callers, and those that other nodes send.</summary>
/// <remarks>A turn that begins here is tried again where it is lost. One that brings guests is not: who sent it lets go of what it holds and begins anew.</remarks>
internal sealed class NodeTurns(NodeContext node)
{
    /// <summary>Runs a turn that another node has sent.</summary>
    public async ValueTask<TurnReply> Run(TravellingTurn turn, CancellationToken cancellation)
    {
        try
        {
            node.ThrowIfUnfit();
            if (turn.Catalog is not { } hash)
            {
                return await Begin(turn, cancellation).ConfigureAwait(false);
            }

            if (await node.Find(turn.Tenant, hash).ConfigureAwait(false) is not { } catalog)
            {
                return new TurnReply(TurnEnd.CatalogUnknown);
            }

            using var journey = new Journey(node, turn.Now);
            await journey.Arrive(turn.Guests, catalog, cancellation).ConfigureAwait(false);
            return await GoOn(turn, catalog, journey, cancellation).ConfigureAwait(false) with { Appended = journey.Appended };
        }
        catch (TurnLostException lost)
        {
            return new TurnReply(turn.Catalog is null ? TurnEnd.GivenUp : lost.HasNotRun ? TurnEnd.Fenced : TurnEnd.Lost);
        }
        catch (ProfilesFailedException)
        {
            // This node is about to stop; whether the turn is durable is what the journal will say.
            return new TurnReply(TurnEnd.Lost);
        }
        catch (Exception away) when (JournalAway.IsBehind(away))
        {
            // To try at once would be in vain; clients come again.
            return new TurnReply(TurnEnd.GivenUp);
        }
    }

    /// <summary>Runs turns side by side that another node has sent together; one that breaks does no harm to the others.</summary>
    public async ValueTask<IReadOnlyList<TurnReply>> RunAll(IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation)
    {
        var running = new Task<TurnReply>[turns.Count];
        for (var at = 0; at < running.Length; at++)
        {
            running[at] = RunOne(turns[at], cancellation);
        }

        return await Task.WhenAll(running).ConfigureAwait(false);
    }

    /// <summary>Decides.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="now">The clock of the call.</param>
    /// <param name="isRepeat">Whether the same turn was sent before and may have run.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <param name="convoy">What it travels with; null where it goes alone.</param>
    public ValueTask<Answer<Decision>> Decide(DecisionRequest request, Instant now, bool isRepeat, CancellationToken cancellation, Convoy? convoy = null) =>
        node.Retried(now, journey => new DecideCall(node.Context, request, journey).Run(cancellation), cancellation, isRepeat, convoy);

    /// <summary>Decides many requests side by side.</summary>
    public async ValueTask<Answer<Decision>[]> Decide(IReadOnlyList<DecisionRequest> requests, CancellationToken cancellation)
    {
        var convoy = new Convoy(node.Owners, cancellation);
        var running = new Task<Answer<Decision>>[requests.Count];
        for (var at = 0; at < running.Length; at++)
        {
            running[at] = Decide(requests[at], node.Context.Now, isRepeat: false, cancellation, convoy).AsTask();
        }

        convoy.Depart();
        return await Task.WhenAll(running).ConfigureAwait(false);
    }

    /// <summary>Takes events in whose turns begin here.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="events">The events.</param>
    /// <param name="now">The clock of the call.</param>
    /// <param name="retention">How long events are kept; null for ever, or where it was asked already.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<IReadOnlyList<IngestAnswer>> Ingest(
        TenantId tenant, IReadOnlyList<IncomingEvent> events, Instant now, TimeSpan? retention, CancellationToken cancellation)
    {
        if (node.Context.Catalogs.TryGetActive(tenant, out var catalog))
        {
            return await Ingest(tenant, events, catalog, now, retention, null, cancellation).ConfigureAwait(false);
        }

        var refused = new IngestAnswer[events.Count];
        Array.Fill(refused, new IngestAnswer(IngestStatus.Rejected, GrainProblems.NotReady));
        return refused;
    }

    /// <summary>Brings history into one stream.</summary>
    public ValueTask<Answer<ImportReceipt>> Import(SubjectKey subject, IReadOnlyList<Event> events, Instant now, CancellationToken cancellation) => node.Retried(now, async journey =>
    {
        if (node.Context.Grains.TryPeek(subject, out _))
        {
            return await new ImportCall(node.Context, subject, events, journey).Run(cancellation).ConfigureAwait(false);
        }

        var reply = await journey.Send(subject, new TravellingImport(subject, events) { Tenant = subject.Tenant, Now = now }, [], cancellation).ConfigureAwait(false);
        return reply.Receipt is { } receipt ? (Answer<ImportReceipt>)receipt : reply.Problem!;
    }, cancellation);

    /// <summary>A subject's profile as its owner has it; null for one without events.</summary>
    public ValueTask<Profile?> Look(SubjectKey subject, ActiveCatalog catalog, CancellationToken cancellation) => node.Retried(node.Context.Now, async journey =>
    {
        var look = new TravellingLook(subject) { Tenant = subject.Tenant, Now = journey.Now, Catalog = catalog.Catalog.Hash };
        var guest = node.Context.Grains.TryPeek(subject, out _)
            ? await Read(look, catalog, journey, cancellation).ConfigureAwait(false)
            : (await journey.Send(subject, look, [], cancellation).ConfigureAwait(false)).Profile;
        return guest is null ? null : (await node.Receive(guest, catalog.Folds, cancellation).ConfigureAwait(false)).Profile;
    }, cancellation);

    /// <summary>Merges an id into a user. Whoever owns them: the journal's versions are the fence, and the owners are told afterwards.</summary>
    /// <returns>See <see cref="MergeCall.Merge"/>.</returns>
    public ValueTask<Problem?> Merge(SubjectKey source, SubjectKey target, CancellationToken cancellation) =>
        Together(source, target, call => call.Merge(CancellationToken.None), cancellation);

    /// <summary>Takes a merge back.</summary>
    /// <returns>See <see cref="MergeCall.Undo"/>.</returns>
    public ValueTask<Problem?> Unmerge(SubjectKey source, SubjectKey target, CancellationToken cancellation) =>
        Together(source, target, call => call.Undo(CancellationToken.None), cancellation);

    /// <summary>Once it has begun it goes on although the caller has gone: what is durable and nobody was told of, owners would not know until somebody writes.</summary>
    private async ValueTask<Problem?> Together(SubjectKey source, SubjectKey target, Func<MergeCall, ValueTask<Problem?>> turn, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var now = node.Context.Now;
        var problem = await node.Retried(now, _ => Once(source, target, turn), CancellationToken.None).ConfigureAwait(false);

        // An import of nothing: owners find out that they are behind the journal.
        foreach (var subject in problem is null ? [source, target] : Array.Empty<SubjectKey>())
        {
            await Import(subject, [], now, CancellationToken.None).ConfigureAwait(false);
        }

        return problem;
    }

    /// <summary>The turn has grains of its own, which are in no table: loaded from the journal, and gone with it.</summary>
    private async ValueTask<Problem?> Once(SubjectKey source, SubjectKey target, Func<MergeCall, ValueTask<Problem?>> turn)
    {
        var both = new TwoGrains(new Grain(source), new Grain(target));
        both.Source.Pins.TryAdd();
        both.Target.Pins.TryAdd();
        try
        {
            return await turn(new MergeCall(node.Context, both)).ConfigureAwait(false);
        }
        finally
        {
            node.Context.Marks.Drop(both.Source);
            node.Context.Marks.Drop(both.Target);
        }
    }

    private async Task<TurnReply> RunOne(AddressedTurn one, CancellationToken cancellation)
    {
        try
        {
            return node.Context.Grains.TryPeek(one.Owner, out _) ? await Run(one.Turn, cancellation).ConfigureAwait(false) : new TurnReply(TurnEnd.NotHere);
        }
        catch (Exception)
        {
            // The sender tries it again alone, and hears then what is wrong.
            return new TurnReply(TurnEnd.Lost);
        }
    }

    /// <summary>Runs a turn for which this node is where it begins.</summary>
    private async ValueTask<TurnReply> Begin(TravellingTurn turn, CancellationToken cancellation) => turn switch
    {
        TravellingDecision one => Of(await Decide(one.Request, turn.Now, one.IsRepeat, cancellation).ConfigureAwait(false)),
        TravellingEvents batch => Of(await Ingest(turn.Tenant, batch.Events, turn.Now, null, cancellation).ConfigureAwait(false)),
        TravellingImport history => Of(await Import(history.Subject, history.Events, turn.Now, cancellation).ConfigureAwait(false)),
        _ => throw new ArgumentException("Such a turn names its catalog.", nameof(turn)),
    };

    /// <summary>Runs a turn that goes by a catalog.</summary>
    private async ValueTask<TurnReply> GoOn(TravellingTurn turn, ActiveCatalog catalog, Journey journey, CancellationToken cancellation) => turn switch
    {
        TravellingDecision one => Of(await new DecideCall(node.Context, one.Request, journey).Run(cancellation).ConfigureAwait(false)),
        TravellingEvents batch => Of(await Ingest(turn.Tenant, batch.Events, catalog, turn.Now, null, journey, cancellation).ConfigureAwait(false)),
        TravellingLook look => new TurnReply(TurnEnd.Done) { Profile = await Read(look, catalog, journey, cancellation).ConfigureAwait(false) },
        _ => throw new ArgumentException("Such a turn names no catalog.", nameof(turn)),
    };

    private async ValueTask<IReadOnlyList<IngestAnswer>> Ingest(
        TenantId tenant, IReadOnlyList<IncomingEvent> events, ActiveCatalog catalog, Instant now, TimeSpan? retention, Journey? journey, CancellationToken cancellation)
    {
        using var span = TurnSpans.StartIngest(events.Count);
        var answers = new IngestAnswer[events.Count];
        var groups = IngestGroups.Of(tenant, events, catalog, now, retention, answers);
        await node.Context.Journal.WaitForRoom(cancellation).ConfigureAwait(false);
        var convoy = journey is null ? new Convoy(node.Owners, cancellation) : null;
        var call = new GroupCall(node, tenant, now, groups, answers, convoy);

        // Each of them runs until it has to wait, so where everybody is here they share commits, in the order of the batch.
        var running = groups.All.Select(group => call.Run(group, journey, cancellation)).ToArray();
        convoy?.Depart();
        await Task.WhenAll(running).ConfigureAwait(false);
        return answers;
    }

    private async ValueTask<Guest?> Read(TravellingLook look, ActiveCatalog catalog, Journey journey, CancellationToken cancellation)
    {
        using var catalogs = new CatalogPursuit(node.Context, look.Tenant, catalog);
        using var lease = await node.Context.Lease(look.Subject, catalog, cancellation, journey).ConfigureAwait(false);
        IReadOnlyList<Guest>? packed;
        while ((packed = Journey.Pack([lease.Grain], catalog, [])) is null)
        {
            await catalogs.Next(cancellation).ConfigureAwait(false);
            await node.Context.Activation.EnsureLoaded(lease.Grain, catalog.Folds, cancellation).ConfigureAwait(false);
        }

        return packed[0].Profile.Version == 0 ? null : packed[0];
    }

    private static TurnReply Of(Answer<Decision> answer) => new(TurnEnd.Done) { Decision = answer.Value, Problem = answer.Problem };

    private static TurnReply Of(IReadOnlyList<IngestAnswer> answers) => new(TurnEnd.Done) { Answers = answers };

    private static TurnReply Of(Answer<ImportReceipt> answer) => new(TurnEnd.Done) { Receipt = answer.Value, Problem = answer.Problem };
}
