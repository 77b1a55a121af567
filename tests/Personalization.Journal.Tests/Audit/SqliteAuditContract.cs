using Personalization.HostContract.Audit;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

public sealed class SqliteAuditContract : AuditContract
{
    private readonly TemporaryFolder folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override ValueTask<IJournal> OpenJournal() => new(SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }));

    protected override ValueTask<IAuditStore> OpenStore() => new(SqliteAuditStore.Open(folder.Path));
}
