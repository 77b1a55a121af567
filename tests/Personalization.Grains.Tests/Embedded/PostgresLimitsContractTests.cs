using Personalization.Grains.Embedded;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class PostgresLimitsContractTests(PostgresServer server) : LimitsContract
{
    private readonly string schema = server.NewSchema();

    protected override async ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time) =>
        await PostgresHost.Open(await server.Options(schema), catalogs, time, new EmbeddedHostOptions());
}
