using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Hosts;

public sealed class SiloLimitsContractTests(PostgresServer server) : LimitsContract
{
    private readonly string schema = server.NewSchema();

    protected override async ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time) =>
        await SiloHost.Open(await server.ConnectionString(), schema, catalogs, time, liveMax: 1000);
}
