using System.Text.Json.Nodes;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>A change of a profile in one line: the version, when it was, and the parts that are different.</summary>
internal static class ProfileNews
{
    /// <summary>What every change moves, and what the line begins with.</summary>
    private static readonly string[] Always = ["version", "lastSeen"];

    /// <summary>The line.</summary>
    /// <param name="now">The profile.</param>
    /// <param name="before">As it was last told; null for the first time.</param>
    public static string Line(Profile now, Profile? before)
    {
        var start = $"version {now.Version}  {(now.LastSeen is { } seen ? TimeText.Of(seen.ToDateTimeOffset()) : "never seen")}";
        return before is null ? $"{start}  stage {now.Stage}" : $"{start}  {Changes(Members(now), Members(before))}";
    }

    private static JsonObject Members(Profile profile) => JsonNode.Parse(ProfileJson.Of(new ProfilesGetResponse { Profile = profile }))!.AsObject();

    private static string Changes(JsonObject now, JsonObject before)
    {
        var changed = now.Where(member => !Always.Contains(member.Key) && !JsonNode.DeepEquals(member.Value, before[member.Key])).Select(member => $"{member.Key} {Difference(member.Value, before[member.Key])}").ToList();
        return changed.Count == 0 ? "nothing that is shown" : string.Join("  ", changed);
    }

    /// <summary>Of lists the entries that are new or different, of everything else the value.</summary>
    private static string Difference(JsonNode? now, JsonNode? before) => (now, before) switch
    {
        (JsonArray list, JsonArray old) => string.Join(',', list.Where(one => !old.Any(other => JsonNode.DeepEquals(one, other))).Select(Text)) is { Length: > 0 } entries ? entries : $"{list.Count} left",
        _ => Text(now),
    };

    private static string Text(JsonNode? value) => value?.ToJsonString(ProfileJson.OnOneLine) ?? "-";
}
