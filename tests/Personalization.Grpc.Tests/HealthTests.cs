using Personalization.Grpc.Health;
using Personalization.Grpc.Health.V1;
using ServingStatus = Personalization.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Personalization.Grpc.Tests;

public sealed class HealthTests
{
    private readonly ServiceHealth _health = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_does_not_serve_until_it_says_so()
    {
        await using var server = await StartAsync();
        using var client = server.Connect();

        Assert.Equal(ServingStatus.NotServing, await CheckAsync(client, ServiceHealth.Server));
        _health.Set(ServiceHealth.Server, serving: true);
        Assert.Equal(ServingStatus.Serving, await CheckAsync(client, ServiceHealth.Server));
    }

    [Fact]
    public async Task A_service_that_is_not_known_is_NotFound()
    {
        await using var server = await StartAsync();
        using var client = server.Connect();

        var error = await Assert.ThrowsAsync<RpcException>(() => CheckAsync(client, "no.Such"));

        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async Task Watching_tells_every_change_even_of_a_service_that_comes_later()
    {
        await using var server = await StartAsync();
        using var client = server.Connect();
        await using var statuses = client
            .ServerStreamAsync(HealthService.Watch, new HealthCheckRequest { Service = "probe.Probe" }, cancellation: Cancellation)
            .Select(response => response.Status).GetAsyncEnumerator(Cancellation);

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(statuses));
        _health.Set("probe.Probe", serving: true);
        Assert.Equal(ServingStatus.Serving, await NextAsync(statuses));
        _health.Set("probe.Probe", serving: true);
        _health.Set("probe.Probe", serving: false);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(statuses));
    }

    [Fact]
    public async Task Listing_tells_every_service()
    {
        await using var server = await StartAsync();
        using var client = server.Connect();
        _health.Set("probe.Probe", serving: true);

        var list = await client.UnaryAsync(HealthService.List, new HealthListRequest(), cancellation: Cancellation);

        Assert.Equal(ServingStatus.NotServing, list.Statuses[""].Status);
        Assert.Equal(ServingStatus.Serving, list.Statuses["probe.Probe"].Status);
    }

    private Task<TestServer> StartAsync() => TestServer.StartAsync(services => services.AddHealth(_health));

    private static async Task<ServingStatus> CheckAsync(GrpcClient client, string service) =>
        (await client.UnaryAsync(HealthService.Check, new HealthCheckRequest { Service = service }, cancellation: Cancellation)).Status;

    private static async Task<ServingStatus> NextAsync(IAsyncEnumerator<ServingStatus> statuses)
    {
        Assert.True(await statuses.MoveNextAsync());
        return statuses.Current;
    }
}
