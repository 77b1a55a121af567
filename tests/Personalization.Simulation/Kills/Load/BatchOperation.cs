using System.Text.Json.Nodes;
using Personalization.Simulation.Kills.Checking;
using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills.Load;

/// <summary>A batch of events, each of which enters the stream of its user and that of the account.</summary>
/// <param name="Events">The events: user, id and amount.</param>
internal sealed record BatchOperation(IReadOnlyList<(string User, string Id, int Amount)> Events) : Operation
{
    /// <inheritdoc/>
    public override async Task<bool> Send(ServerClient server, Ledger ledger)
    {
        if (await server.Post("/v1/batch", new JsonObject { ["batch"] = new JsonArray([.. Events.Select(Body)]) }) is not { } reply)
        {
            return false;
        }

        if ((int)reply["accepted"]! + (int)reply["duplicates"]! != Events.Count)
        {
            throw new KillViolationException($"A batch of {Events.Count} was answered with {reply.ToJsonString()}.");
        }

        foreach (var (user, id, _) in Events)
        {
            ledger.Acknowledge(Population.UserStream(user), RecordedEvent.TrackedKey(id));
            ledger.Acknowledge(Population.AccountStream(Population.AccountOf(user)), RecordedEvent.TrackedKey(id));
        }

        return true;
    }

    private static JsonNode Body((string User, string Id, int Amount) one) => new JsonObject
    {
        ["type"] = "track", ["event"] = "work_done", ["messageId"] = one.Id, ["userId"] = one.User,
        ["context"] = new JsonObject { ["groupId"] = Population.AccountOf(one.User) }, ["properties"] = new JsonObject { ["amount"] = one.Amount },
    };
}
