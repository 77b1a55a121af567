using Personalization.HostContract.Control;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;

namespace Personalization.Journal.Tests.Control;

public sealed class SqliteControlContract : ControlContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override ValueTask<IControlStore> Open() => new(SqliteControlStore.Open(folder.Path, Clock, DeadLettersMax));

    protected override Task Notice(Func<bool> isNoticed)
    {
        Clock.Advance(Limits.ControlCheckInterval);
        return Task.CompletedTask;
    }
}
