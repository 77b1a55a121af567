using System.Text.Json.Nodes;
using Personalization.Simulation.Kills.Checking;
using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills.Load;

/// <summary>A decision that is served, and answered once it is durable.</summary>
/// <param name="User">For whom.</param>
/// <param name="Surface">Where; <c>offers</c> are capped for the account.</param>
/// <param name="RequestId">The same for every repeat.</param>
internal sealed record ServeOperation(string User, string Surface, string RequestId) : Operation
{
    /// <summary>The decision and its action, once they were answered and there is one.</summary>
    public (string Decision, string Action)? Served { get; private set; }

    /// <inheritdoc/>
    public override async Task<bool> Send(ServerClient server, Ledger ledger)
    {
        var account = Population.AccountOf(User);
        var body = new JsonObject { ["userId"] = User, ["accountId"] = account, ["surface"] = Surface, ["requestId"] = RequestId, ["durable"] = true };
        if (await server.Post("/v1/decide", body) is not { } reply)
        {
            return false;
        }

        if (reply["actions"]!.AsArray() is [{ } action])
        {
            var decision = (string)reply["decisionId"]!;
            Served = (decision, (string)action["id"]!);
            ledger.Acknowledge(Population.UserStream(User), RecordedEvent.ServedKey(decision));
            if (Served.Value.Action == RecordedEvent.CappedAction)
            {
                ledger.Acknowledge(Population.AccountStream(account), RecordedEvent.CapKey(decision));
            }
        }

        return true;
    }
}
