using System.Text.Json.Nodes;
using Personalization.Simulation.Kills.Checking;
using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills.Load;

/// <summary>Says what came of a decision that was answered.</summary>
/// <param name="User">Whose decision.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Action">Its action.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record OutcomeOperation(string User, string Decision, string Action, string Outcome) : Operation
{
    /// <inheritdoc/>
    public override async Task<bool> Send(ServerClient server, Ledger ledger)
    {
        if (await server.Post("/v1/outcomes", new JsonObject { ["decisionId"] = Decision, ["actionId"] = Action, ["outcome"] = Outcome }) is null)
        {
            return false;
        }

        ledger.Acknowledge(Population.UserStream(User), RecordedEvent.OutcomeKey(Decision, Action, Outcome));
        return true;
    }
}
