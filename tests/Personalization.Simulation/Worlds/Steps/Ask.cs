using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Somebody is to be served, or only looked at.</summary>
/// <param name="User">Who.</param>
/// <param name="Account">In which account, or below 0 for their own.</param>
/// <param name="Surface">Where.</param>
/// <param name="Request">The key for repeats, or below 0 for none.</param>
/// <param name="Durable">Whether the answer is to wait for the commit.</param>
/// <param name="Peek">Whether nothing is to be counted.</param>
internal sealed record Ask(int User, int Account, string Surface, int Request, bool Durable, bool Peek) : Step
{
    /// <inheritdoc/>
    public override string Name => Peek ? "peek" : "serve";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        var request = new DecisionRequest
        {
            Subject = Visitors.User(User),
            AccountId = Account < 0 ? null : Visitors.Account(Account),
            Surface = Surface,
            RequestId = Request < 0 || Peek ? null : $"r{Request}",
            Durable = Durable,
            Mode = Peek ? DecisionMode.Peek : DecisionMode.Serve,
        };
        world.Start(Name, async host =>
        {
            var answer = await host.Decide(request, CancellationToken.None).ConfigureAwait(false);
            ViolationException.ThrowUnless(answer.IsOk, ViolationKind.FailedWithoutReason, () => $"{this} is refused: {answer.Problem}");
            Check(world, request, answer.Value!);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => string.Concat(
        $"{(Peek ? "peek at" : "serve")} {Visitors.User(User).Id} on {Surface}",
        Account < 0 ? "" : $" in {Visitors.Account(Account)}",
        Request < 0 ? "" : $", request r{Request}",
        Durable ? ", durably" : "");

    private void Check(World world, DecisionRequest request, Decision decision)
    {
        world.Note($"{decision.Id} {decision.ProfileVersion} {string.Join(',', decision.Actions.Select(action => action.Id))}");
        if (Peek || !DecisionId.TryParse(decision.Id, out var id) || id.IsPeek)
        {
            return;
        }

        var stream = world.Ledger.EverKnown(request.Subject).Select(world.Ledger.Find)
            .FirstOrDefault(one => one?.Events.ElementAtOrDefault((int)id.Version - 1)?.Event is Served served && served.Id == decision.Id);
        ViolationException.ThrowUnless(
            stream is not null,
            ViolationKind.StaleRead, () => $"The record of decision {decision.Id} is not in the stream of {request.Subject}.");
        var counts = stream!.Events[(int)id.Version - 1].Event is Served record && record.Actions.Any(action => action.Id is not ("find.ticket" or "take.ride"));
        ViolationException.ThrowUnless(
            stream.Durable >= id.Version || !(Durable || world.Script.Shape.DurableServes || (counts && WasCounted(world, decision.Id))),
            ViolationKind.AcknowledgedEarly, () => $"Decision {decision.Id} was answered before it was durable.");
        world.Served.Add(decision);
    }

    private static bool WasCounted(World world, string decision) => world.Ledger.Streams.Any(stream =>
        stream.Events.Any(one => one.Event is CapCounted counted && counted.DecisionId == decision || one.Event is BudgetSpent spent && spent.DecisionId == decision));
}
