using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.Replays;

public sealed class QueueRefusalTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task Without_a_broker_the_setting_is_named()
    {
        var reply = await server.Http.Post("/v1/replays", """{"kind":"backfill","queue":"demo.development.events"}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no_broker", "/queue"), (reply.Status, reply.Code, reply.Path));
        Assert.Contains("--amqp or PERSONALIZATION_AMQP", reply.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme.production.events")]
    [InlineData("demo.development")]
    [InlineData("demo.development.")]
    [InlineData("demo.development-eu.events")]
    [InlineData("demo/development.events")]
    [InlineData("Demo.development.events")]
    [InlineData("events")]
    [InlineData("")]
    public async Task A_queue_of_another_tenant_is_refused_with_the_rule(string queue)
    {
        var reply = await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", queue, untilEmpty = true }));
        Assert.Equal((HttpStatusCode.Forbidden, "foreign_queue", "/queue"), (reply.Status, reply.Code, reply.Path));
        Assert.Contains("'demo.development.'", reply.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_of_another_tenant_is_refused_over_grpc()
    {
        var request = new ReplayStartRequest { Kind = ReplayKind.Backfill, Queue = "acme.production.events" };
        var refused = await Assert.ThrowsAsync<RpcException>(() => server.Grpc.Call(Personalization.Grpc.V1.Replay.Start, request));
        Assert.Equal(StatusCode.PermissionDenied, refused.Code);
    }

    [Fact]
    public async Task A_name_that_no_queue_can_have_is_refused()
    {
        var reply = await server.Http.Post("/v1/replays", JsonSerializer.Serialize(new { kind = "backfill", queue = "demo.development." + new string('ü', 120) }));
        Assert.Equal(("too_long", "/queue"), (reply.Code, reply.Path));
    }
}
