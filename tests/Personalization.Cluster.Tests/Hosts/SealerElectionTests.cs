using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Hosts;

public sealed class SealerElectionTests(PostgresServer server)
{
    [Fact]
    public async Task One_silo_is_to_seal_and_another_one_once_it_is_gone()
    {
        await using var host = await SiloHost.Open(await server.ConnectionString(), server.NewSchema(), new FixedCatalogs(Airline.Catalog), new ManualTime(), liveMax: 1000);
        var sealing = Assert.Single(host.Nodes, host.IsToSeal);

        await host.Stop(sealing, isKill: false);

        while (!host.Nodes.Any(host.IsToSeal))
        {
            // Until the others know that it is gone.
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        Assert.NotSame(sealing, Assert.Single(host.Nodes, host.IsToSeal));
    }
}
