using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Tests.Support;
using Personalization.Grains;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Control;
using Personalization.Hosting.Catalogs;

namespace Personalization.Gateway.Tests.Audit;

public sealed class AuditTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_served_decision_enters_the_chain_and_a_peek_does_not()
    {
        using var client = await ClientOfNewTenant();
        await Decide(client, "serve");
        await Decide(client, "serve");
        await Decide(client, "peek");
        await SealAll();

        var status = (await client.Get("/v1/audit")).Body;

        Assert.Equal((2, 1, 0d), (status.GetProperty("decisions").GetInt64(), status.GetProperty("block").GetInt64(), status.GetProperty("lagSeconds").GetDouble()));
        Assert.InRange(status.GetProperty("position").GetInt64(), 1, status.GetProperty("sealedPosition").GetInt64());
    }

    [Fact]
    public async Task An_anchor_of_a_running_server_holds_when_its_folder_is_verified_beside_it()
    {
        using var client = await ClientOfNewTenant();
        await Decide(client, "serve");
        await SealAll();
        var text = await client.Text("/v1/audit/anchor");
        Assert.Null(AnchorJson.Read(System.Text.Encoding.UTF8.GetBytes(text), out var anchor));
        await Decide(client, "serve");
        await SealAll();

        var report = await FolderAudit.Verify(server.Folder, anchor!.Tenant, [anchor], null, Cancellation);

        Assert.Empty(report.Findings);
        Assert.Equal((1, 2), (anchor.Decisions, Assert.Single(report.Tenants).Verified));
        var forged = await FolderAudit.Verify(server.Folder, anchor.Tenant, [anchor with { Decisions = 7 }], null, Cancellation);
        Assert.Equal(AuditFindingKind.AnchorChainCut, Assert.Single(forged.Findings).Kind);
    }

    [Fact]
    public async Task A_tenant_sees_its_own_chain_only()
    {
        using var mine = await ClientOfNewTenant();
        using var theirs = await ClientOfNewTenant();
        await Decide(mine, "serve");
        await SealAll();

        Assert.Equal(0, (await theirs.Get("/v1/audit")).Body.GetProperty("decisions").GetInt64());
        Assert.NotEqual((await mine.Get("/v1/audit/anchor")).Body.GetProperty("hash").GetString(), (await theirs.Get("/v1/audit/anchor")).Body.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task The_chain_asks_for_the_scope_read()
    {
        using var client = server.ClientWith(server.KeyWith(KeyScopes.Decide));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Get("/v1/audit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Get("/v1/audit/anchor")).Status);
    }

    [Fact]
    public async Task Operators_see_how_far_the_sealer_is() =>
        Assert.Contains("\npersonalization_audit_lag_seconds ", await server.Http.Text("/metrics"), StringComparison.Ordinal);

    /// <summary>A client of a tenant of its own, whose catalog is seeded at once.</summary>
    private async Task<HttpClient> ClientOfNewTenant()
    {
        var client = server.ClientWith(server.KeyOfNewTenant());
        await ((StoredCatalogs)server.Services.GetRequiredService<ICatalogs>()).Refresh();
        return client;
    }

    /// <summary>A durable decision for a new user for whom there is something to show.</summary>
    private static async Task Decide(HttpClient client, string mode)
    {
        var user = Sample.Fresh("u");
        await client.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var reply = await client.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card","mode":"{{mode}}","durable":true}""");
        Assert.Equal((HttpStatusCode.OK, 1), (reply.Status, reply.Body.GetProperty("actions").GetArrayLength()));
    }

    /// <summary>The server's own sealer takes its turn each second; a test does not wait for it.</summary>
    private async Task SealAll()
    {
        while (await server.Services.GetRequiredService<AuditSealer>().Seal(Cancellation))
        {
        }
    }
}
