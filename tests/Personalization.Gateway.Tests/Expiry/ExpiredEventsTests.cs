using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Gateway.Tests.Support;
using Personalization.Grains;
using Personalization.HostContract.Postgres;
using Personalization.Journal;
using Personalization.Journal.Expiry;
using PlainSearch = Personalization.HostContract.PlainSearch;

namespace Personalization.Gateway.Tests.Expiry;

/// <summary>What is left of an event whose retention is over, for whoever asks the server.</summary>
public sealed class ExpiredEventsTests(PostgresServer postgres) : IDisposable
{
    private const string Catalog = """
        catalog: { name: little }
        events:
          opened: { retention: 2d, properties: { type: object, properties: { street: { type: string } } } }
          closed: { properties: { type: object, properties: { street: { type: string } } } }
        counters:
          openings: { of: user, counted: { event: opened }, window: 1d }
        """;

    private static readonly TenantId Tenant = new("demo/development");

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("expired-");
    private readonly string user = Sample.Fresh("user");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => root.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_in_it_is_nowhere_and_that_it_was_there_is_listed(bool inPostgres)
    {
        var database = inPostgres ? await postgres.NewDatabase() : null;
        await using (var server = await GatewayServer.On(root.FullName, postgres: database))
        {
            await Live(server);
            Assert.NotEmpty(await Find(database));

            Assert.Equal(2, await Expire(server));

            Assert.Empty(await Find(database));
            Assert.Equal(1, (await Send(server, "opened-1")).GetProperty("duplicates").GetInt32());
            await AssertListed(server);
        }

        await using var again = await GatewayServer.On(root.FullName, postgres: database);
        await AssertListed(again);
        Assert.Empty(await Find(database));
    }

    private async Task Live(GatewayServer server)
    {
        using var content = new ByteArrayContent(Packing.TarGz(("catalog.yaml", Catalog)));
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PutAsync("/v1/catalog", content, Cancellation)).StatusCode);
        await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Track(user, "opened", """{"street":"Seidengasse 17"}""", "opened-1"),
            Sample.Track(user, "closed", """{"street":"Ringstrasse 1"}"""),
            Sample.Track(user, "opened", """{"street":"Seidengasse 17"}""", "opened-2", ""","context":{"consent":{"categoryPreferences":{"marketing":false}}}""")));
    }

    private async Task<JsonElement> Send(GatewayServer server, string id) =>
        (await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "opened", """{"street":"Neugasse 3"}""", id)))).Body;

    private async Task AssertListed(GatewayServer server)
    {
        var events = (await server.Http.Get($"/v1/profiles/users/{user}/events")).Body.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["expired", "track", "expired"], events.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal([16, 16], events.Where((_, at) => at != 1).Select(one => one.GetProperty("id").GetString()!.Length));
        Assert.Equal(["{}", """{"street":"Ringstrasse 1"}""", """{"consents":{"marketing":false}}"""], events.Select(one => one.GetProperty("properties").GetRawText()));
        Assert.Contains("\"type\":\"expired\"", await server.Http.Text($"/v1/profiles/users/{user}/export"), StringComparison.Ordinal);
        var profile = (await server.Http.Get($"/v1/profiles/users/{user}")).Body;
        Assert.Equal(3, profile.GetProperty("version").GetInt32());
        Assert.Equal("denied", profile.GetProperty("consents").GetProperty("marketing").GetProperty("state").GetString());
    }

    private async Task<IReadOnlyList<string>> Find(string? database) =>
        [.. PlainSearch.In(root.FullName, "Seidengasse 17", "opened-2"), .. database is null ? [] : await PlainSearch.InTables(database, "Seidengasse 17", "opened-2")];

    /// <summary>As the server does once a day, three days from now.</summary>
    private static async Task<long> Expire(GatewayServer server)
    {
        Assert.True(server.Services.GetRequiredService<ICatalogs>().TryGetActive(Tenant, out var active));
        return await Assert.IsType<IEventExpiry>(server.Services.GetRequiredService<IJournal>(), exactMatch: false)
            .Expire(ExpiryRules.Of([new(Tenant, active.Catalog)]), Instant.From(DateTimeOffset.UtcNow) + TimeSpan.FromDays(3), Cancellation);
    }
}
