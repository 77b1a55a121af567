using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Cluster.Tests.Hosts;

public sealed class SiloProfilesContractTests(PostgresServer server) : ProfilesContract
{
    private readonly string schema = server.NewSchema();

    protected override async ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time, int liveMax) =>
        await SiloHost.Open(await server.ConnectionString(), schema, catalogs, time, liveMax);
}
