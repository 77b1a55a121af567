using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Core.Internal;
using Orleans.TestingHost;
using Personalization.Cluster.Catalogs;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres.Cluster;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Cluster.Tests.Storage;

/// <summary>Silos that find each other in PostgreSQL over real sockets, and keep the state of control grains there.</summary>
public sealed class PostgresSiloTests(PostgresServer postgres) : IAsyncDisposable
{
    private static readonly string First = new('a', 64), Second = new('b', 64);
    private readonly TestClusterPortAllocator ports = new();
    private readonly List<IHost> silos = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
        {
            await silo.StopAsync(CancellationToken.None);
            silo.Dispose();
        }

        ports.Dispose();
    }

    [Fact]
    public async Task State_that_one_silo_writes_the_other_reads_and_both_outlive_the_grain()
    {
        var schema = await Schema(await postgres.NewDatabase());
        var (one, two) = (await Start(schema), await Start(schema));
        await Sees(one, 2);
        await Sees(two, 2);

        await Grain(one, "acme/production").Activate(First);
        Assert.Equal(new(First, 1), await Grain(two, "acme/production").Get());
        await Grain(two, "acme/production").Cast<IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Equal(new(Second, 2), await Grain(one, "acme/production").Activate(Second));
        Assert.Equal(2, await Number(schema, "SELECT Version FROM OrleansStorage"));
    }

    [Fact]
    public async Task A_silo_that_is_killed_is_found_dead_and_its_grains_live_on_elsewhere()
    {
        var database = await postgres.NewDatabase();
        var schema = await Schema(database);
        var stays = await Start(schema);
        var (siloPort, gatewayPort) = ports.AllocateConsecutivePortPairs(1);
        using var other = SiloProcess.Start(database, siloPort, gatewayPort);
        await Sees(stays, 2);
        string[] tenants = [.. Enumerable.Range(0, 20).Select(n => $"acme-{n}/production")];
        foreach (var tenant in tenants)
        {
            await Grain(stays, tenant).Activate(First);
        }

        await other.Kill();

        await Sees(stays, 1);
        Assert.Equal(1, await Number(schema, $"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)SiloStatus.Dead}"));
        foreach (var tenant in tenants)
        {
            Assert.Equal(new(First, 1), await Grain(stays, tenant).Get());
        }
    }

    private static IActiveCatalogGrain Grain(IHost silo, string tenant) => silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IActiveCatalogGrain>(tenant);

    /// <summary>Waits until a silo takes so many for alive, itself too.</summary>
    private static async Task Sees(IHost silo, int alive)
    {
        var oracle = silo.Services.GetRequiredService<ISiloStatusOracle>();
        using var changes = new StatusChanges();
        oracle.SubscribeToSiloStatusEvents(changes);
        while (oracle.GetApproximateSiloStatuses(onlyActive: true).Count != alive)
        {
            await changes.Next(Cancellation);
        }

        oracle.UnSubscribeFromSiloStatusEvents(changes);
    }

    private static async Task<ClusterSchema> Schema(string database)
    {
        var schema = new ClusterSchema(database);
        await schema.Init(Cancellation);
        return schema;
    }

    private static async Task<long> Number(ClusterSchema schema, string sql)
    {
        await using var source = NpgsqlDataSource.Create(schema.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(Cancellation), provider: null);
    }

    private async Task<IHost> Start(ClusterSchema schema)
    {
        var (silo, gateway) = ports.AllocateConsecutivePortPairs(1);
        var host = TestSilo.Build(schema, silo, gateway);
        silos.Add(host);
        await host.StartAsync(Cancellation);
        return host;
    }
}
