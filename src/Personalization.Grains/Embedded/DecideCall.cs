using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Turns;

namespace Personalization.Grains.Embedded;

/// <summary>One decision. Where both grains are in memory it runs on the caller's thread without waiting, but for a commit.</summary>
internal sealed class DecideCall(EmbeddedContext context, DecisionRequest request) : IDisposable
{
    private readonly DecideTurn turn = new(context, request);

    /// <summary>Decides.</summary>
    public ValueTask<Answer<Decision>> Run(CancellationToken cancellation)
    {
        var tenant = request.Subject.Tenant;
        var room = request.Mode == DecisionMode.Serve ? context.Journal.WaitForRoom(cancellation) : ValueTask.CompletedTask;
        if (!room.IsCompletedSuccessfully || context.Holds.IsHeld(tenant))
        {
            return RunSlowly(room, cancellation);
        }

        if (turn.TakeUp(context.Catalogs.TryGetActive(tenant, out var active) ? active : null) is { } problem)
        {
            return new(problem);
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
            return new(turn.Decision!);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Release();

    private bool MustWait => turn.Commit is { IsCompletedSuccessfully: false } && (turn.CountsForOthers || request.Durable || context.Options.DurableServes);

    private async ValueTask<Answer<Decision>> RunSlowly(ValueTask room, CancellationToken cancellation)
    {
        using var self = this;
        await room.ConfigureAwait(false);
        return await RunSlowly(DecideStep.NotBegun, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Answer<Decision>> RunSlowly(DecideStep step, CancellationToken cancellation)
    {
        using var self = this;
        using var catalogs = new CatalogPursuit(context, request.Subject.Tenant);
        for (; step != DecideStep.Done; step = turn.Try())
        {
            // It may be another one than before.
            if (turn.TakeUp(await catalogs.Next(cancellation).ConfigureAwait(false)) is { } problem)
            {
                return problem;
            }

            if (step == DecideStep.Repeated)
            {
                if (await FindRepeated(cancellation).ConfigureAwait(false) is { } repeated)
                {
                    return repeated;
                }
            }
            else if (step == DecideStep.NotReady)
            {
                await turn.Load(cancellation).ConfigureAwait(false);
            }
        }

        catalogs.Rest();
        if (MustWait)
        {
            await context.Commits.Wait(turn.Commit!).ConfigureAwait(false);
        }

        return turn.Decision!;
    }

    /// <summary>The decision that answered the request before, or null where it only seemed so.</summary>
    private async ValueTask<Decision?> FindRepeated(CancellationToken cancellation)
    {
        var record = await context.ReadDurable(turn.User, turn.RepeatedVersion, cancellation).ConfigureAwait(false);
        if (!RepeatTurn.IsSame(record, request.Surface, request.RequestId!))
        {
            turn.IgnoreRepeated();
            return null;
        }

        var served = (Served)record!;
        var catalog = context.Catalogs.Find(request.Subject.Tenant, new Core.Catalogs.CatalogHash(served.CatalogHash)) ?? turn.Catalog;
        return RepeatTurn.Answer(catalog.Decisions, served, turn.RepeatedVersion);
    }
}
