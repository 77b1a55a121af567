using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Grains;
using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>A client says what became of something that it was answered.</summary>
/// <param name="Pick">Which of the decisions, from the newest back.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record Report(int Pick, Outcome Outcome) : Step
{
    /// <inheritdoc/>
    public override string Name => "outcome";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        if (world.Served.Count == 0 || world.Served[^(1 + (Pick % world.Served.Count))] is not { Actions.Length: > 0 } decision)
        {
            return;
        }

        Instant? until = Outcome == Outcome.Snoozed ? world.Now + TimeSpan.FromHours(Pick + 1) : null;
        var report = new OutcomeReport(decision.Id, decision.Actions[Pick % decision.Actions.Length].Id, Outcome, until);
        world.Start("outcome", async host =>
        {
            var answer = await host.RecordOutcome(Fair.Tenant, report, CancellationToken.None).ConfigureAwait(false);
            world.Note($"{report.DecisionId} {report.Outcome} {answer.Problem?.Code ?? answer.Value!.IsDuplicate.ToString()}");
            Check(world, report, answer);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"report {Outcome} of decision -{Pick}";

    private static void Check(World world, OutcomeReport report, Answer<OutcomeReceipt> answer)
    {
        var served = world.Ledger.Streams.FirstOrDefault(stream => stream.Holds(report.DecisionId, durably: true) && stream.Events.Any(one => one.Event is Served && one.Event.Id == report.DecisionId));
        if (!answer.IsOk)
        {
            if (answer.Problem.Code == "time_out_of_range")
            {
                // The clock was set back by more than a day while the report waited: its time, taken before, is too far ahead then.
                return;
            }

            // A decision that was answered early may have been lost with its server, and its id, which is made of its place, is another one's then.
            var chosen = served?.Events.Select(one => one.Event).OfType<Served>().Single(record => record.Id == report.DecisionId).Actions.Select(action => action.Id) ?? [];
            ViolationException.ThrowUnless(!chosen.Contains(report.ActionId) && (answer.Problem.Code is "unknown_decision" or "unknown_action"), ViolationKind.StaleRead,
                () => $"The outcome of {report.DecisionId} is refused: {answer.Problem}");
            return;
        }

        // Whoever was merged since was answered as the user.
        var durable = served is null ? [] : world.Ledger.EverKnown(served.Subject).Select(world.Ledger.Find).OfType<LedgerStream>().SelectMany(stream => stream.Events.Take(stream.Durable));
        ViolationException.ThrowUnless(
            durable.Any(one => one.Event is OutcomeRecorded recorded
                && recorded.DecisionId == report.DecisionId && recorded.ActionId == report.ActionId && recorded.Outcome == report.Outcome),
            ViolationKind.AcknowledgedEarly, () => $"The outcome of {report.DecisionId} is acknowledged and not durable.");
    }
}
