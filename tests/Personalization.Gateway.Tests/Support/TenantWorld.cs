using System.Net;
using System.Net.Http.Headers;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Support;

/// <summary>A tenant with one of everything that a call can name, so that others can try to reach it.</summary>
internal sealed class TenantWorld : IDisposable
{
    private static readonly string[] Lists = ["/v1/keys", "/v1/catalog/versions", "/v1/dead-letters", "/v1/replays", "/v1/tenant"];

    private TenantWorld(HttpClient client) => Client = client;

    /// <summary>The tenant's own client.</summary>
    public HttpClient Client { get; }

    /// <summary>Stands in every value that the tenant sent, and in no id: whoever else reads it has seen something.</summary>
    public string Mark { get; } = "mark" + Guid.NewGuid().ToString("N");

    public required string Tenant { get; init; }

    public string User { get; } = Sample.Fresh("user");

    public string Account { get; } = Sample.Fresh("account");

    public string Visitor { get; } = Sample.Fresh("visitor");

    public string Decision { get; private set; } = "";

    public string Catalog { get; private set; } = "";

    public string Replay { get; private set; } = "";

    public string Key { get; private set; } = "";

    public long Letter { get; private set; }

    /// <summary>Every id of the tenant.</summary>
    public IEnumerable<string> Ids => [Tenant, User, Account, Visitor, Decision, Catalog, Replay, Key];

    public static async Task<TenantWorld> Make(GatewayServer server) => await Make(server, await server.KeyOfReadyTenant());

    /// <summary>Makes that of a tenant with this key, which has every scope.</summary>
    public static async Task<TenantWorld> Make(GatewayServer server, string key)
    {
        var world = new TenantWorld(server.ClientWith(key)) { Tenant = server.Control.KeyDirectory.Find(key)!.Tenant.Value };
        await world.Send();
        await world.Administer();
        await world.AwaitReplay(server.GrpcAddress, key);
        return world;
    }

    /// <summary>What a reply tells of the tenant that the call did not say itself; null where it is nothing.</summary>
    public string? ToldBy(string reply, string call) => Ids.Append(Mark).FirstOrDefault(id => reply.Contains(id, StringComparison.Ordinal) && !call.Contains(id, StringComparison.Ordinal));

    /// <summary>Everything that the tenant sees of itself, to be held against what it saw before.</summary>
    public async Task<string> Look()
    {
        string[] people = [$"users/{User}", $"accounts/{Account}", $"anonymous/{Visitor}"];
        var paths = Lists.Concat(people.SelectMany(one => new[] { $"/v1/profiles/{one}", $"/v1/profiles/{one}/events" })).Append($"/v1/decisions/{Decision}");
        var seen = new List<string>();
        foreach (var path in paths)
        {
            seen.Add($"{path} {await Client.Text(path)}");
        }

        return string.Join('\n', seen);
    }

    public void Dispose() => Client.Dispose();

    private async Task Send()
    {
        var sent = await Client.Post("/v1/batch", Sample.Batch(
            Sample.Group(User, Account),
            Sample.Track(User, "import_failed", $$"""{"code":"{{Mark}}","feature":"csv"}"""),
            Sample.Track(User, "project_created", $$"""{"template":"{{Mark}}"}""", more: $$""","context":{"groupId":"{{Account}}"}"""),
            $$$"""{"type":"page","messageId":"{{{Mark}}}","anonymousId":"{{{Visitor}}}","name":"{{{Mark}}}"}""",
            $$"""{"type":"track","messageId":"{{Mark}}-bad","userId":"{{User}}","event":"{{Mark}}"}"""));
        Assert.Equal((4, 1), (sent.Accepted, sent.Rejected.Length));
        var decided = await Client.Post("/v1/decide", $$"""{"userId":"{{User}}","accountId":"{{Account}}","surface":"home.card"}""");
        Assert.NotEmpty(decided.Body.GetProperty("actions").EnumerateArray());
        Decision = decided.Body.GetProperty("decisionId").GetString()!;
        using var proof = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{User}/consents");
        proof.Content = new StringContent($$"""{"consents":{"marketing":"denied"},"proof":"{{Mark}}","messageId":"{{Mark}}-consent"}""", new MediaTypeHeaderValue("application/json"));
        Assert.Equal(HttpStatusCode.OK, (await Client.Ask(proof)).Status);
    }

    private async Task Administer()
    {
        Key = (await Client.Post("/v1/keys", $$"""{"scopes":["read"],"label":"{{Mark}}"}""")).Body.GetProperty("id").GetString()!;
        Letter = (await Client.Get("/v1/dead-letters")).Body.GetProperty("deadLetters")[0].GetProperty("id").GetInt64();
        Replay = (await Client.Post("/v1/replays", $$"""{"kind":"verify","subjects":["user:{{User}}"]}""")).Body.GetProperty("id").GetString()!;
        using var archive = new HttpRequestMessage(HttpMethod.Put, "/v1/catalog?activate=false");
        archive.Content = Archive(Mark);
        var published = await Client.Ask(archive);
        Assert.Equal(HttpStatusCode.OK, published.Status);
        Catalog = published.Body.GetProperty("hash").GetString()!;
    }

    private async Task AwaitReplay(Uri address, string key)
    {
        using var grpc = GrpcClient.For(address, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + key) });
        await foreach (var _ in grpc.ServerStreamAsync(Personalization.Grpc.V1.Replay.Watch, new ReplayWatchRequest { Id = Replay }, cancellation: TestContext.Current.CancellationToken))
        {
            // It tells until the job has ended.
        }
    }

    /// <summary>A catalog as a body.</summary>
    public static ByteArrayContent Archive(string title)
    {
        var content = new ByteArrayContent(Packing.TarGz(Packing.Catalog(title)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        return content;
    }
}
