using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Rollups;

public sealed class SqliteRollupContract : RollupContract
{
    private readonly SqliteKind kind = new();

    protected override ValueTask<IJournal> OpenJournal() => new(kind.OpenJournal());

    protected override ValueTask<IProjectionStore> OpenStore() => new(kind.OpenStore());

    protected override Task BreakRows(bool isBroken)
    {
        kind.BreakRows(isBroken);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        kind.Dispose();
    }
}
