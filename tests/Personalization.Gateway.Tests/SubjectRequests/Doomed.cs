using System.Net;
using System.Net.Http.Headers;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.SubjectRequests;

/// <summary>A user who leaves traces wherever a server keeps anything, and somebody beside them who stays.</summary>
internal sealed class Doomed
{
    private readonly string mark = Guid.NewGuid().ToString("N");

    public string User => $"doomed-{mark}";

    public string Neighbour => $"neighbour-{mark}";

    /// <summary>Every text that is theirs alone: the id, the ids of events, what they said and did.</summary>
    public string[] Texts => [User, $"event-{mark}", $"code-{mark}", $"locale{mark}"[..30], $"before-{mark}", $"proof-{mark}", $"refused-{mark}", $"request-{mark}"];

    /// <summary>Lets them use the product.</summary>
    public async Task Live(GatewayServer server)
    {
        var sent = await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Track(User, "import_failed", $$"""{"code":"code-{{mark}}","feature":"csv"}""", $"event-{mark}"),
            Sample.Failure(Neighbour),
            Sample.Identify(User, $$"""{"role":"admin","locale":"{{$"locale{mark}"[..30]}}"}""", "acct"),
            $$"""{"type":"alias","messageId":"{{Sample.Fresh("event")}}","userId":"{{User}}","previousId":"before-{{mark}}"}""",
            Sample.Track(User, "no_such_event", $$"""{"what":"refused-{{mark}}"}"""),
            Sample.Track(Neighbour, "no_such_event")));
        Assert.Equal(4, sent.Accepted);
        var decided = await server.Http.Post("/v1/decide", $$"""{"userId":"{{User}}","surface":"home.card","requestId":"request-{{mark}}"}""");
        Assert.Equal(HttpStatusCode.OK, decided.Status);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Get($"/v1/decisions/{decided.Body.GetProperty("decisionId").GetString()}")).Status);
        using var looked = new HttpRequestMessage(HttpMethod.Get, $"/v1/profiles/users/{User}") { Headers = { { "X-Actor", User } } };
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Ask(looked)).Status);
        using var said = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{User}/consents")
        {
            Content = new StringContent($$"""{"consents":{"marketing":"denied"},"proof":"proof-{{mark}}"}""", new MediaTypeHeaderValue("application/json")),
        };
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Ask(said)).Status);
    }

    /// <summary>Erases them.</summary>
    public Task<Reply> Erase(GatewayServer server) => server.Http.Delete($"/v1/profiles/users/{User}");

    /// <summary>Whether the server knows nothing of them, and all of the one beside them.</summary>
    public async Task AssertGone(GatewayServer server)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{User}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get($"/v1/profiles/users/{User}/export")).Status);
        Assert.Equal(1, (await server.Http.Get($"/v1/profiles/users/{Neighbour}")).Body.GetProperty("version").GetInt64());
        Assert.Contains("\"dead_letter\"", await server.Http.Text($"/v1/profiles/users/{Neighbour}/export"), StringComparison.Ordinal);
    }
}
