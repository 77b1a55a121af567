using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>The calls over HTTP and JSON.</summary>
internal sealed class HttpCalls(HttpClient http) : IGatewayCalls
{
    /// <inheritdoc/>
    public Task<Answer<Taken>> Ingest(IReadOnlyList<SentEvent> events) => Call(
        HttpMethod.Post, "/v1/batch", new JsonObject { ["batch"] = new JsonArray([.. events.Select(Body)]) }, reply => new Taken((int)reply["accepted"]!, (int)reply["duplicates"]!));

    /// <inheritdoc/>
    public Task<Answer<Decided>> Decide(string user, string surface, string? requestId, bool isPeek)
    {
        var body = new JsonObject { ["userId"] = user, ["accountId"] = Population.AccountOf(user), ["surface"] = surface, ["mode"] = isPeek ? "peek" : "serve" };
        if (requestId is not null)
        {
            body["requestId"] = requestId;
        }

        return Call(HttpMethod.Post, "/v1/decide", body, reply => new Decided((string)reply["decisionId"]!, (string?)reply["actions"]!.AsArray().FirstOrDefault()?["id"]));
    }

    /// <inheritdoc/>
    public Task<Answer<long>> ReadVersion(SubjectKey subject) => Call(HttpMethod.Get, PathOf(subject), null, profile => (long)profile["version"]!, absent: 0L);

    /// <summary>The path of a profile.</summary>
    public static string PathOf(SubjectKey subject) => $"/v1/profiles/{(subject.Kind == SubjectKind.Account ? "accounts" : "users")}/{subject.Id}";

    private static JsonNode Body(SentEvent one)
    {
        var body = new JsonObject { ["type"] = "track", ["event"] = one.Name, ["messageId"] = one.Id };
        if (one.User is not null)
        {
            body["userId"] = one.User;
            body["context"] = new JsonObject { ["groupId"] = one.Account };
        }
        else
        {
            body["groupId"] = one.Account;
        }

        if (one.Property is not null)
        {
            body["properties"] = new JsonObject { [one.Property] = one.Amount };
        }

        return body;
    }

    private async Task<Answer<T>> Call<T>(HttpMethod method, string path, JsonNode? body, Func<JsonNode, T> read, T? absent = default)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            if (body is not null)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Answer<T>.Done(read(JsonNode.Parse(text)!)),
                HttpStatusCode.NotFound when method == HttpMethod.Get => Answer<T>.Done(absent!),
                HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => response.Headers.RetryAfter is null
                    ? Answer<T>.Not(AnswerKind.Refused, $"{(int)response.StatusCode} without Retry-After: {text}")
                    : Answer<T>.Not(AnswerKind.Retryable, $"{(int)response.StatusCode} {(string?)JsonNode.Parse(text)?["code"]}"),
                _ => Answer<T>.Not(AnswerKind.Refused, $"{path} was answered with {(int)response.StatusCode}: {text}"),
            };
        }
        catch (OperationCanceledException)
        {
            return Answer<T>.Not(AnswerKind.Hung, $"{path} was not answered within {http.Timeout.TotalSeconds} s");
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            return Answer<T>.Not(AnswerKind.Lost, (gone as HttpRequestException)?.HttpRequestError.ToString() ?? "ResponseEnded");
        }
    }
}
