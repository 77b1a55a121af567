using System.Globalization;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Tenants;

/// <summary>Two tenants whose people, accounts and messages have the same ids, on one server at the same time.</summary>
public sealed class TwoTenantsTests
{
    /// <summary><c>TENANTS_SEED=n</c> plays a run again.</summary>
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("TENANTS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(1_000_000);

    [Fact]
    public async Task Tenants_with_the_same_ids_never_see_each_other()
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"TENANTS_SEED={Seed}");
        var began = DateTimeOffset.UtcNow.AddHours(-2);
        await using var shared = await Started();
        var left = new TenantTraffic(await ClientOf(shared), Seed, "leftmark", "rightmark", began);
        var right = new TenantTraffic(await ClientOf(shared), Seed, "rightmark", "leftmark", began);
        await Task.WhenAll(left.Run(), right.Run());

        var ofLeft = await left.Look();
        Assert.Contains("leftmark", ofLeft, StringComparison.Ordinal);
        Assert.Equal(await Alone("leftmark", "rightmark", began), ofLeft);
        Assert.Equal(await Alone("rightmark", "leftmark", began), await right.Look());
    }

    /// <summary>What a tenant's people are like where nobody else is on the server.</summary>
    private static async Task<string> Alone(string mark, string foreign, DateTimeOffset began)
    {
        await using var server = await Started();
        var traffic = new TenantTraffic(await ClientOf(server), Seed, mark, foreign, began);
        await traffic.Run();
        return await traffic.Look();
    }

    private static async Task<GatewayServer> Started()
    {
        var server = new GatewayServer();
        await server.InitializeAsync();
        return server;
    }

    private static async Task<HttpClient> ClientOf(GatewayServer server) => server.ClientWith(await server.KeyOfReadyTenant());
}
