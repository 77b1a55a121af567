using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Catalogs;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Replays;

public sealed class ReplayTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task Every_served_decision_is_verified_and_the_job_is_listed()
    {
        await Serve(Sample.Fresh("user"));

        var started = await server.Http.Post("/v1/replays", """{"kind":"verify"}""");
        Assert.Equal(HttpStatusCode.Accepted, started.Status);
        var id = started.Body.GetProperty("id").GetString()!;
        Assert.Equal($"/v1/replays/{id}", started.Message.Headers.Location?.ToString());
        var ended = await Ended(id);

        Assert.Equal(ReplayState.Done, ended.State);
        Assert.InRange(ended.Progress.Counts["decisions"], 1, long.MaxValue);
        Assert.Equal(ended.Progress.Counts["decisions"], ended.Progress.Counts["identical"]);
        var read = (await server.Http.Get($"/v1/replays/{id}")).Body;
        Assert.Equal(("done", 1), (read.GetProperty("state").GetString(), read.GetProperty("progress").GetProperty("share").GetDouble()));
        Assert.Contains((await server.Http.Get("/v1/replays")).Body.GetProperty("replays").EnumerateArray(), one => one.GetProperty("id").GetString() == id);
    }

    [Fact]
    public async Task Another_catalog_is_asked_what_it_would_have_decided()
    {
        var user = Sample.Fresh("user");
        await Serve(user);

        var answer = await server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, new ReplayStartRequest
        {
            Kind = ReplayKind.WhatIf, Subjects = { "user:" + user }, CatalogArchive = ByteString.CopyFrom(Packing.TarGz(Packing.Catalog("what if"))),
        });
        var ended = await Ended(answer.Job.Id);

        Assert.Equal((ReplayState.Done, 1, 1), (ended.State, ended.Progress.Counts["changed"], ended.Progress.Findings));
        var findings = await server.Http.Text($"/v1/replays/{ended.Id}/findings");
        Assert.Equal(user, JsonDocument.Parse(findings).RootElement.GetProperty("subject").GetProperty("id").GetString());
        Assert.Equal(2, (await server.Http.Text($"/v1/replays/{ended.Id}/findings?format=csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("home.card\thelp.import_failed\tserved\t", await server.Http.Text($"/v1/replays/{ended.Id}/findings?format=table&limit=1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Http.Get($"/v1/replays/{ended.Id}/findings?format=xml")).Status);
    }

    [Fact]
    public async Task A_tenant_is_rebuilt_under_another_catalog_and_again_copies_nothing()
    {
        var user = Sample.Fresh("user");
        await Serve(user);
        var (into, key) = await NewTenant("demo");
        var request = new ReplayStartRequest { Kind = ReplayKind.Rebuild, Into = into, Subjects = { "user:" + user }, CatalogHash = await ActiveHash() };

        var first = await Ended((await server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, request)).Job.Id);
        var second = await Ended((await server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, request)).Job.Id);

        Assert.Equal((ReplayState.Done, first.Progress.Counts["events"], 0), (first.State, first.Progress.Counts["imported"], first.Progress.Counts["present"]));
        Assert.Equal((0, first.Progress.Counts["events"]), (second.Progress.Counts["imported"], second.Progress.Counts["present"]));
        using var there = server.ClientWith(key);
        var copied = (await there.Get($"/v1/profiles/users/{user}")).Body;
        Assert.Equal((await server.Http.Get($"/v1/profiles/users/{user}")).Body.GetProperty("version").GetInt64(), copied.GetProperty("version").GetInt64());
        Assert.Equal(request.CatalogHash, (await there.Get("/v1/catalog")).Body.GetProperty("hash").GetString());
    }

    [Theory]
    [InlineData("required", "/kind", "{}")]
    [InlineData("not_allowed", "/kind", """{"kind":"undo"}""")]
    [InlineData("unknown_field", "/tenant", """{"kind":"verify","tenant":"acme/production"}""")]
    [InlineData("out_of_range", "/to", """{"kind":"verify","from":"2026-01-02T00:00:00Z","to":"2026-01-02T00:00:00Z"}""")]
    [InlineData("not_allowed", "/subjects", """{"kind":"verify","subjects":["u1"]}""")]
    [InlineData("required", "/into", """{"kind":"rebuild"}""")]
    [InlineData("not_allowed", "/into", """{"kind":"verify","into":"demo/next"}""")]
    [InlineData("not_allowed", "/into", """{"kind":"rebuild","into":"demo/development"}""")]
    [InlineData("foreign_tenant", "/into", """{"kind":"rebuild","into":"acme/production"}""")]
    [InlineData("foreign_tenant", "/into", """{"kind":"rebuild","into":"demonstration/next"}""")]
    [InlineData("unknown_tenant", "/into", """{"kind":"rebuild","into":"demo/nobody-made-it"}""")]
    [InlineData("required", "/catalog", """{"kind":"what_if"}""")]
    [InlineData("unknown_catalog", "/catalog", """{"kind":"what_if","catalog":"abc"}""")]
    [InlineData("unknown_catalog", "/catalog", """{"kind":"what-if","catalog":"abc"}""")]
    [InlineData("not_allowed", "/catalog", """{"kind":"verify","catalog":"abc"}""")]
    [InlineData("required", "/importFile", """{"kind":"backfill"}""")]
    [InlineData("not_allowed", "/importFile", """{"kind":"backfill","importFile":"a","queue":"demo.development.q"}""")]
    [InlineData("not_allowed", "/queue", """{"kind":"verify","queue":"demo.development.q"}""")]
    [InlineData("not_allowed", "/untilEmpty", """{"kind":"backfill","importFile":"a","untilEmpty":true}""")]
    [InlineData("wrong_type", "/untilEmpty", """{"kind":"backfill","queue":"demo.development.q","untilEmpty":1}""")]
    [InlineData("not_allowed", "/eventsPerSecond", """{"kind":"verify","eventsPerSecond":5}""")]
    [InlineData("out_of_range", "/eventsPerSecond", """{"kind":"backfill","importFile":"a","eventsPerSecond":0}""")]
    [InlineData("out_of_range", "/eventsPerSecond", """{"kind":"backfill","importFile":"a","eventsPerSecond":1e-300}""")]
    public async Task What_does_not_go_together_is_refused(string code, string path, string body)
    {
        var reply = await server.Http.Post("/v1/replays", body);
        Assert.Equal((code, path), (reply.Code, reply.Path));
    }

    [Fact]
    public async Task A_catalog_with_problems_starts_nothing()
    {
        var archive = ByteString.CopyFrom(Packing.Zip(("a.yaml", "catalog: { name: x }\nactions:\n  bad: { kind: card, surface: nowhere }\n")));
        var answer = await server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, new ReplayStartRequest { Kind = ReplayKind.WhatIf, CatalogArchive = archive });
        Assert.Null(answer.Job);
        Assert.All(answer.Problems, problem => Assert.Equal(("a.yaml", 3), (problem.File, problem.Line)));
    }

    [Fact]
    public async Task A_stored_catalog_with_another_content_than_its_name_says_starts_nothing()
    {
        var (tenant, key) = await NewTenant("demo");
        var hash = new string('a', 64);
        Assert.Null(await server.Control.Catalogs.Publish(new TenantId(tenant), hash, "{}"u8.ToArray()));
        using var client = server.ClientWith(key);
        var refused = await client.Post("/v1/replays", $$"""{"kind":"what_if","catalog":"{{hash}}"}""");
        Assert.Equal((HttpStatusCode.InternalServerError, "internal"), (refused.Status, refused.Code));
        Assert.Empty((await client.Get("/v1/replays")).Body.GetProperty("replays").EnumerateArray());
    }

    [Fact]
    public async Task Nothing_of_another_tenant_can_be_seen_or_touched()
    {
        var id = (await server.Http.Post("/v1/replays", """{"kind":"verify"}""")).Body.GetProperty("id").GetString()!;
        await Ended(id);
        using var stranger = server.ClientWith(server.KeyOfNewTenant());
        Assert.Equal("unknown_replay", (await stranger.Get($"/v1/replays/{id}")).Code);
        Assert.Equal("unknown_replay", (await stranger.Delete($"/v1/replays/{id}")).Code);
        Assert.Equal("unknown_replay", (await stranger.Post($"/v1/replays/{id}/resume", "")).Code);
        Assert.Equal("unknown_replay", (await stranger.Get($"/v1/replays/{id}/findings")).Code);
        Assert.Empty((await stranger.Get("/v1/replays")).Body.GetProperty("replays").EnumerateArray());
    }

    [Fact]
    public async Task A_job_that_has_ended_is_not_cancelled_or_resumed()
    {
        var id = (await server.Http.Post("/v1/replays", """{"kind":"verify"}""")).Body.GetProperty("id").GetString()!;
        await Ended(id);
        Assert.Equal((HttpStatusCode.Conflict, "wrong_state"), await server.Http.Delete($"/v1/replays/{id}") is var deleted ? (deleted.Status, deleted.Code) : default);
        Assert.Equal("wrong_state", (await server.Http.Post($"/v1/replays/{id}/resume", "")).Code);
    }

    [Fact]
    public async Task A_replay_that_nobody_started_is_not_found_over_grpc()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => Ended("0123456789"));
        Assert.Equal(StatusCode.NotFound, refused.Code);
    }

    [Fact]
    public async Task Over_grpc_it_takes_a_key_with_the_scope_admin()
    {
        using var client = GrpcClient.For(server.GrpcAddress, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + server.KeyWith(KeyScopes.All & ~KeyScopes.Admin)) });
        var refused = await Assert.ThrowsAsync<RpcException>(() => client.Call(Personalization.Grpc.V1.Replay.Start, new ReplayStartRequest { Kind = ReplayKind.Verify }));
        Assert.Equal(StatusCode.PermissionDenied, refused.Code);
    }

    private async Task Serve(string user)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var decision = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        Assert.Equal("help.import_failed", decision.Body.GetProperty("actions")[0].GetProperty("id").GetString());
        // A decision may be answered before it is durable; what is taken behind it is acknowledged after both are.
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
    }

    private async Task<string> ActiveHash() => (await server.Http.Get("/v1/catalog")).Body.GetProperty("hash").GetString()!;

    private async Task<(string Tenant, string Key)> NewTenant(string organisation)
    {
        var tenant = new TenantId($"{organisation}/t{Guid.NewGuid():N}");
        Assert.Null(await server.Control.Tenants.Create(tenant));
        var (_, created) = await server.Control.Keys.Create(tenant, KeyScopes.All, "test");
        Assert.StartsWith(organisation + "/", FirstKey.Tenant.Value, StringComparison.Ordinal);
        return (tenant.Value, created!.Text);
    }

    private async Task<ReplayJob> Ended(string id)
    {
        ReplayJob? last = null;
        await foreach (var news in server.Grpc.ServerStreamAsync(Personalization.Grpc.V1.Replay.Watch, new ReplayWatchRequest { Id = id }, cancellation: TestContext.Current.CancellationToken))
        {
            last = news.Job;
        }

        return last!;
    }
}
