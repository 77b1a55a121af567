using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class PostgresFleetProfilesContractTests(PostgresServer server) : ProfilesContract
{
    private readonly string schema = server.NewSchema();

    protected override async ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time, int liveMax) =>
        await PostgresFleet.Open(await server.ConnectionString(), schema, Places.Scattered, catalogs, time, liveMax);
}
