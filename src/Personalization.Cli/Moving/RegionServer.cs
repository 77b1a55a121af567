using System.Net.Http.Headers;
using System.Text.Json;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Moving;

/// <summary>What the HTTP API of one region's server says of one subject.</summary>
internal sealed class RegionServer : IDisposable
{
    private readonly HttpClient client;
    private readonly string subject;

    /// <summary>A server at an address; nothing is asked yet.</summary>
    /// <exception cref="UsageException">The address is none.</exception>
    public RegionServer(string option, string address, string key, SubjectKind kind, string id)
    {
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var place) || place.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"{option} {address} is no address. Write that of HTTP, like http://127.0.0.1:8080.");
        }

        Address = place.ToString();
        client = new HttpClient { BaseAddress = place, Timeout = Limits.MoveTimeout, MaxResponseContentBufferSize = Limits.TransferBytes };
        if (!AuthenticationHeaderValue.TryParse("Bearer " + key, out var bearer))
        {
            client.Dispose();
            throw new UsageException($"The key of {option} holds something that no key holds. Was it copied whole?");
        }

        client.DefaultRequestHeaders.Authorization = bearer;
        subject = $"v1/profiles/{kind switch { SubjectKind.User => "users", SubjectKind.Account => "accounts", _ => "anonymous" }}/{Uri.EscapeDataString(id)}";
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>Its own region, and the one that the subject is pinned to.</summary>
    public async Task<(string Own, string? Pin)> Region(CancellationToken cancellation)
    {
        using var answer = await Send(HttpMethod.Get, "/region", null, cancellation);
        return (answer.RootElement.GetProperty("own").GetString()!, answer.RootElement.GetProperty("region").GetString());
    }

    /// <summary>Pins the subject, or lifts its pin.</summary>
    public async Task Pin(string? region, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string?> { ["region"] = region }));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await Send(HttpMethod.Put, "/region", content, cancellation);
    }

    /// <summary>The subject as it travels; null where it has no events.</summary>
    public async Task<byte[]?> GiveAway(CancellationToken cancellation)
    {
        using var response = await Ask(HttpMethod.Get, "/transfer", null, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        if (response.IsSuccessStatusCode)
        {
            return body;
        }

        return Refused(response, body) is { Code: "unknown_subject" } ? null : throw Refused(response, body);
    }

    /// <summary>Takes the subject in; tells how many events it has.</summary>
    public async Task<(long Events, bool IsProfileCompared)> TakeIn(byte[] transfer, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(transfer);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var answer = await Send(HttpMethod.Put, "/transfer", content, cancellation);
        return (answer.RootElement.GetProperty("events").GetInt64(), answer.RootElement.GetProperty("profile").GetString() == "identical");
    }

    /// <summary>Erases what has moved; tells the receipt.</summary>
    public async Task<string> Erase(long version, CancellationToken cancellation)
    {
        using var answer = await Send(HttpMethod.Delete, FormattableString.Invariant($"/transfer?version={version}"), null, cancellation);
        return answer.RootElement.GetProperty("receipt").GetString()!;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<JsonDocument> Send(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var response = await Ask(method, path, content, cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        return response.IsSuccessStatusCode ? JsonDocument.Parse(body) : throw Refused(response, body);
    }

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, subject + path) { Content = content };
            return await client.SendAsync(request, cancellation);
        }
        catch (HttpRequestException away)
        {
            throw new MoveException("unreachable", $"{Address} does not answer: {away.Message}", isOutOfReach: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MoveException("unreachable", $"{Address} did not answer in time.", isOutOfReach: true);
        }
    }

    private MoveException Refused(HttpResponseMessage response, byte[] body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return new MoveException(
                problem.RootElement.GetProperty("code").GetString()!, $"{Address} answers: {problem.RootElement.GetProperty("detail").GetString()}", isOutOfReach: (int)response.StatusCode == 503);
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new MoveException("no_answer", $"{Address} answers {(int)response.StatusCode}, and not as a server of ours. Is it the HTTP address?", isOutOfReach: false);
        }
    }
}
