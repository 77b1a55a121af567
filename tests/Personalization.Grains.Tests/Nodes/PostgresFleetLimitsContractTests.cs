using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class PostgresFleetLimitsContractTests(PostgresServer server) : LimitsContract
{
    private readonly string schema = server.NewSchema();

    protected override async ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time) =>
        await PostgresFleet.Open(await server.ConnectionString(), schema, Places.Apart, catalogs, time);
}
