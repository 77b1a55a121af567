using System.Text.Json;
using Personalization.Samples.Saas;

namespace Personalization.Server.Demo;

/// <summary>Shows a handful of decisions with their reasons: for each surface somebody who gets something there.</summary>
internal sealed class DemoTour(HttpClient client, TextWriter output)
{
    /// <summary>Looks for the people and prints their decisions; a sight that nobody gives now is left out.</summary>
    public async Task Show(RecentPeople people, CancellationToken stopping)
    {
        foreach (var sight in Sight.All)
        {
            foreach (var user in people.Latest)
            {
                using var explanation = await Explain(user, sight.Surface, stopping);
                if (explanation.RootElement.GetProperty("actions").EnumerateArray().Any(action => action.GetProperty("id").ValueEquals(sight.Action)))
                {
                    Print(user, sight, await StateOf(user, sight, stopping), explanation.RootElement);
                    break;
                }
            }
        }
    }

    private async Task<string> StateOf(string user, Sight sight, CancellationToken stopping)
    {
        using var profile = JsonDocument.Parse(await client.GetByteArrayAsync($"/v1/profiles/users/{user}", stopping));
        if (!sight.IsOfAccount)
        {
            return Read(profile.RootElement, sight);
        }

        var account = profile.RootElement.GetProperty("accounts").EnumerateArray().Last().GetProperty("id").GetString();
        using var shared = JsonDocument.Parse(await client.GetByteArrayAsync($"/v1/profiles/accounts/{account}", stopping));
        return Read(shared.RootElement, sight);
    }

    private static string Read(JsonElement profile, Sight sight)
    {
        var state = sight.State.Aggregate(profile, (element, name) => element.GetProperty(name));

        // Of a list the newest is enough for a line.
        var shown = state.ValueKind == JsonValueKind.Array ? state.EnumerateArray().First() : state;
        return $"{profile.GetProperty("id")} has {string.Join('.', sight.State)} {shown.GetRawText()}";
    }

    private async Task<JsonDocument> Explain(string user, string surface, CancellationToken stopping)
    {
        using var request = JsonContent.Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["userId"] = user, ["surface"] = surface });
        using var response = await client.PostAsync("/v1/explain", request, stopping);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(stopping));
    }

    private void Print(string user, Sight sight, string state, JsonElement explanation)
    {
        output.WriteLine();
        output.WriteLine($"{user} on {sight.Surface}");
        output.WriteLine($"  {state}");
        foreach (var action in explanation.GetProperty("actions").EnumerateArray())
        {
            output.WriteLine($"  shows {action.GetProperty("id")}: {action.GetProperty("why")}");
            foreach (var reason in action.GetProperty("reasons").EnumerateArray())
            {
                output.WriteLine($"    because {reason.GetProperty("code")}: {reason.GetProperty("detail")}");
            }
        }

        foreach (var action in explanation.GetProperty("rejected").EnumerateArray())
        {
            output.WriteLine($"  not {action.GetProperty("id")} ({action.GetProperty("code")}): {action.GetProperty("detail")}");
        }
    }
}
