using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Personalization.Simulation.Kills.Servers;

/// <summary>Speaks HTTP with a server that may die at any moment.</summary>
internal sealed class ServerClient : IDisposable
{
    private readonly HttpClient http;

    public ServerClient(Uri address, string folder)
    {
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(Path.Combine(folder, "dev.key")).Trim());
    }

    /// <summary>Posts something; null where no answer came, so that nobody knows whether it was done. Throws <see cref="KillViolationException"/> on a refusal.</summary>
    public async Task<JsonNode?> Post(string path, JsonNode body)
    {
        try
        {
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
            var text = await response.Content.ReadAsStringAsync();
            return response.StatusCode switch
            {
                HttpStatusCode.OK => JsonNode.Parse(text),
                HttpStatusCode.ServiceUnavailable => null,
                _ => throw new KillViolationException($"{path} with {body.ToJsonString()} was answered with {(int)response.StatusCode}: {text}"),
            };
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Gets something from a server that must answer; null where there is no such thing.</summary>
    public async Task<JsonNode?> Get(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode switch
        {
            HttpStatusCode.OK => JsonNode.Parse(text),
            HttpStatusCode.NotFound => null,
            _ => throw new KillViolationException($"{path} was answered with {(int)response.StatusCode}: {text}"),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
