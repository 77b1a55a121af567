using System.Text.Json.Nodes;

namespace Personalization.Simulation.Kills.Checking;

/// <summary>An event as a server shows it.</summary>
/// <param name="Version">Its version in the stream.</param>
/// <param name="Key">What it is, whoever recorded it: no two of a stream may be the same.</param>
/// <param name="Account">The account that it happened in, or null.</param>
/// <param name="Amount">How much work it adds; 0 for none.</param>
/// <param name="IsWork">Whether it counts as work.</param>
/// <param name="ServedAction">The action that it served; null for none, as where the cap of the account was reached.</param>
internal sealed record RecordedEvent(long Version, string Key, string? Account, long Amount, bool IsWork, string? ServedAction)
{
    /// <summary>The action that has a cap for the account.</summary>
    public const string CappedAction = "offer";

    /// <summary>Reads one of a page.</summary>
    public static RecordedEvent Read(JsonNode node)
    {
        var (id, properties) = ((string)node["id"]!, node["properties"]!);
        var type = (string)node["type"]!;
        return new RecordedEvent(
            (long)node["version"]!,
            type switch
            {
                "track" => TrackedKey(id),
                "served" => ServedKey(id),
                "cap_counted" => CapKey((string)properties["decisionId"]!),
                "outcome" => OutcomeKey((string)properties["decisionId"]!, (string)properties["actionId"]!, (string)properties["outcome"]!),
                _ => throw new KillViolationException($"Nobody sent {node.ToJsonString()}."),
            },
            (string?)node["accountId"],
            type == "track" ? (long)properties["amount"]! : 0,
            type == "track",
            type == "served" ? (string?)properties["actions"]!.AsArray().SingleOrDefault() : null);
    }

    /// <summary>The key of an event that a client sent.</summary>
    public static string TrackedKey(string id) => $"event {id}";

    /// <summary>The key of a served decision in its user's stream.</summary>
    public static string ServedKey(string decision) => $"decision {decision}";

    /// <summary>The key of what a decision counted for the cap of its account.</summary>
    public static string CapKey(string decision) => $"cap of {decision}";

    /// <summary>The key of an outcome.</summary>
    public static string OutcomeKey(string decision, string action, string outcome) => $"outcome {outcome} of {action} in {decision}";
}
