using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.TestingHost;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres.Cluster;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Cluster.Tests.Storage;

/// <summary>Silos that find each other in PostgreSQL over real sockets, and keep the state of control grains there.</summary>
public sealed class PostgresSiloTests(PostgresServer postgres) : IAsyncDisposable
{
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
    public async Task A_silo_that_is_killed_is_found_dead()
    {
        var database = await postgres.NewDatabase();
        var schema = await Schema(database);
        var stays = await Start(schema);
        var (siloPort, gatewayPort) = ports.AllocateConsecutivePortPairs(1);
        using var other = SiloProcess.Start(database, siloPort, gatewayPort);
        await Sees(stays, 2);
        await other.Kill();

        await Sees(stays, 1);
        Assert.Equal(1, await Number(schema, $"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)SiloStatus.Dead}"));
    }

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
