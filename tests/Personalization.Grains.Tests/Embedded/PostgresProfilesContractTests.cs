using Personalization.Grains.Embedded;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Grains.Tests.Embedded;

public sealed class PostgresProfilesContractTests(PostgresServer server) : ProfilesContract
{
    private readonly string schema = server.NewSchema();

    protected override async ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time, int liveMax) =>
        await PostgresHost.Open(await server.Options(schema), catalogs, time, new EmbeddedHostOptions { LiveGrainsMax = liveMax });
}
