using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Turns;
using Personalization.Grains.Nodes;
using Personalization.Grains.Telemetry;

namespace Personalization.Grains.Embedded;

/// <summary>One decision. Where both grains are in memory it runs on the caller's thread without waiting, but for a commit.</summary>
internal sealed class DecideCall(EmbeddedContext context, DecisionRequest request, Journey? journey = null) : IDisposable
{
    private readonly DecideTurn turn = new(context, request, journey);

    /// <summary>Decides.</summary>
    public ValueTask<Answer<Decision>> Run(CancellationToken cancellation) => TurnSpans.AreWanted ? RunTraced(cancellation) : RunHere(cancellation);

    private async ValueTask<Answer<Decision>> RunTraced(CancellationToken cancellation)
    {
        using var span = TurnSpans.StartDecide(Kind == TurnKind.Serve);
        try
        {
            var answer = await RunHere(cancellation).ConfigureAwait(false);
            span?.SetTag("personalization.decide.actions", answer.Value?.Actions.Length);
            if (answer.Problem is { } problem)
            {
                span?.Fail(problem.Code, isFailure: false);
            }

            return answer;
        }
        catch (Exception cause)
        {
            span?.Fail(cause.GetType().Name, isFailure: true);
            throw;
        }
    }

    private ValueTask<Answer<Decision>> RunHere(CancellationToken cancellation)
    {
        var tenant = request.Subject.Tenant;
        var room = request.Mode == DecisionMode.Serve ? context.Journal.WaitForRoom(cancellation) : ValueTask.CompletedTask;
        if (!room.IsCompletedSuccessfully || context.Holds.IsHeld(tenant))
        {
            return RunSlowly(room, cancellation);
        }

        if (turn.TakeUp(journey?.Catalog ?? (context.Catalogs.TryGetActive(tenant, out var active) ? active : null)) is { } problem)
        {
            return new(Ended(problem, TurnResult.Refused));
        }

        DecideStep step;
        try
        {
            step = turn.Try();
        }
        catch
        {
            Dispose();
            throw;
        }

        if (step != DecideStep.Done || MustWait)
        {
            return RunSlowly(step, cancellation);
        }

        using (this)
        {
            return new(Ended(turn.Decision!, TurnResult.Done));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Release();

    private TurnKind Kind => request.Mode == DecisionMode.Serve ? TurnKind.Serve : TurnKind.Peek;

    private Answer<Decision> Ended(Answer<Decision> answer, TurnResult result)
    {
        context.Metrics.TurnEnded(Kind, result);
        return answer;
    }

    /// <summary>Among several nodes also for a commit that has ended: it may be lost.</summary>
    private bool MustWait => turn.Commit is not null
        && (journey is not null || (!turn.Commit.IsCompletedSuccessfully && (turn.CountsForOthers || request.Durable || context.Options.DurableServes)));

    private async ValueTask<Answer<Decision>> RunSlowly(ValueTask room, CancellationToken cancellation)
    {
        using var self = this;
        await room.ConfigureAwait(false);
        return await RunSlowly(DecideStep.NotBegun, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Answer<Decision>> RunSlowly(DecideStep step, CancellationToken cancellation)
    {
        using var self = this;
        using var catalogs = new CatalogPursuit(context, request.Subject.Tenant, journey?.Catalog);
        for (; step != DecideStep.Done; step = turn.Try())
        {
            if (step == DecideStep.Moved)
            {
                return Ended(turn.Moved!, TurnResult.Refused);
            }

            // It may be another one than before.
            if (turn.TakeUp(await catalogs.Next(cancellation).ConfigureAwait(false)) is { } problem)
            {
                return Ended(problem, TurnResult.Refused);
            }

            if (step == DecideStep.Repeated)
            {
                if (await FindRepeated(cancellation).ConfigureAwait(false) is { } repeated)
                {
                    return Ended(repeated, TurnResult.Repeated);
                }
            }
            else if (step == DecideStep.MayHaveRun)
            {
                if (await FindOwnRecord(cancellation).ConfigureAwait(false) is { } made)
                {
                    return made;
                }
            }
            else if (step == DecideStep.NotReady)
            {
                await turn.Load(cancellation).ConfigureAwait(false);
            }
            else if (step is DecideStep.Held or DecideStep.Elsewhere)
            {
                // Others of the tenant must not wait for what is waited for here.
                catalogs.Rest();
                if (await GoOn(step, cancellation).ConfigureAwait(false) is { } reply)
                {
                    return Ended(reply.Decision is { } decision ? decision : reply.Problem!, TurnResult.Sent);
                }
            }
        }

        catalogs.Rest();
        if (MustWait)
        {
            await context.Commits.Wait(turn.Commit!).ConfigureAwait(false);
        }

        return Ended(turn.Decision!, TurnResult.Done);
    }

    /// <summary>Holds the next grain that the turn needs, or sends it on; null where it has to be tried again.</summary>
    private async ValueTask<TurnReply?> GoOn(DecideStep step, CancellationToken cancellation)
    {
        if (request.Mode == DecisionMode.Serve && await journey!.HoldNext(turn.Leased, cancellation).ConfigureAwait(false))
        {
            return null;
        }

        if (step == DecideStep.Held)
        {
            throw new InvalidOperationException("A turn waits for a grain that it holds.");
        }

        await journey!.Settle().ConfigureAwait(false);
        return Journey.Pack(turn.Leased, turn.Catalog, []) is { } guests
            ? await journey.Send(
                journey.Missing, new TravellingDecision(request) { Tenant = request.Subject.Tenant, Now = journey.Now, Catalog = guests.Count == 0 ? null : turn.Catalog.Catalog.Hash, Guests = guests, IsRepeat = guests.Count == 0 && journey.IsRepeat },
                turn.Leased, cancellation).ConfigureAwait(false)
            : null;
    }

    /// <summary>The decision that answered the request before, or null where it only seemed so.</summary>
    private async ValueTask<Decision?> FindRepeated(CancellationToken cancellation)
    {
        var record = await context.ReadDurable(turn.User, turn.RepeatedVersion, cancellation).ConfigureAwait(false);
        if (record is null && journey is not null)
        {
            // Its commit was lost, and the profile with it. Another try of the same request may get the same version.
            return null;
        }

        if (!RepeatTurn.IsSame(record, request.Surface, request.RequestId!))
        {
            turn.IgnoreRepeated();
            return null;
        }

        return await Again((Served)record!, turn.RepeatedVersion).ConfigureAwait(false);
    }

    /// <summary>The decision of an earlier try of the same turn, or null where that did not run: what it appends has the clock of the call.</summary>
    private async ValueTask<Decision?> FindOwnRecord(CancellationToken cancellation)
    {
        await context.Commits.WaitForEnd(turn.User.LastCommit).ConfigureAwait(false);
        await foreach (var stored in context.Journal.ReadSubject(request.Subject, Math.Max(0, turn.UserVersion - Limits.LookBackEvents), cancellation).ConfigureAwait(false))
        {
            if (RepeatTurn.IsOf(stored.Event, request, journey!.Now))
            {
                return await Again((Served)stored.Event, stored.Version).ConfigureAwait(false);
            }
        }

        return null;
    }

    private async ValueTask<Decision> Again(Served served, long version)
    {
        var catalog = await context.Catalogs.Find(request.Subject.Tenant, new Core.Catalogs.CatalogHash(served.CatalogHash)).ConfigureAwait(false) ?? turn.Catalog;
        return RepeatTurn.Answer(catalog.Decisions, served, version);
    }
}
