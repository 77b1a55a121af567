using System.Text.Json;
using Personalization.Samples.Saas;

namespace Personalization.Server.Demo;

/// <summary>Shows a handful of decisions with their reasons: for each surface somebody who gets something there.</summary>
internal sealed class DemoTour(HttpClient client, TextWriter output)
{
    /// <summary>Looks for the people and prints their decisions; a sight that nobody gives now is left out.</summary>
    public async Task Show(RecentPeople people, CancellationToken stopping)
    {
        foreach (var (surface, wanted) in Sight.All)
        {
            foreach (var user in people.Latest)
            {
                using var explanation = await Explain(user, surface, stopping);
                if (explanation.RootElement.GetProperty("actions").EnumerateArray().Any(action => action.GetProperty("id").ValueEquals(wanted)))
                {
                    Print(user, surface, explanation.RootElement);
                    break;
                }
            }
        }
    }

    private async Task<JsonDocument> Explain(string user, string surface, CancellationToken stopping)
    {
        using var request = JsonContent.Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["userId"] = user, ["surface"] = surface });
        using var response = await client.PostAsync("/v1/explain", request, stopping);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(stopping));
    }

    private void Print(string user, string surface, JsonElement explanation)
    {
        output.WriteLine();
        output.WriteLine($"{user} on {surface}");
        foreach (var action in explanation.GetProperty("actions").EnumerateArray())
        {
            output.WriteLine($"  shows {action.GetProperty("id")}: {action.GetProperty("why")}");
            foreach (var reason in action.GetProperty("reasons").EnumerateArray())
            {
                output.WriteLine($"    because {reason.GetProperty("code")}: {reason.GetProperty("detail")}");
            }
        }

        foreach (var action in explanation.GetProperty("rejected").EnumerateArray().Take(2))
        {
            output.WriteLine($"  not {action.GetProperty("id")} ({action.GetProperty("code")}): {action.GetProperty("detail")}");
        }
    }
}
