using Personalization.HostContract.Postgres;
using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Rollups;

public sealed class PostgresRollupContract(PostgresServer server) : RollupContract
{
    private readonly PostgresKind kind = new(server);

    protected override ValueTask<IJournal> OpenJournal() => kind.OpenJournal();

    protected override ValueTask<IProjectionStore> OpenStore() => kind.OpenStore();

    protected override Task BreakRows(bool isBroken) => kind.BreakRows(isBroken);
}
