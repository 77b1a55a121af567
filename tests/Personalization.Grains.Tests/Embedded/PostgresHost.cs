using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Postgres;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>The embedded host over PostgreSQL, as the only one on its schema.</summary>
internal sealed class PostgresHost : HostUnderTest
{
    private readonly PostgresJournal journal;
    private readonly PostgresSnapshots snapshots;
    private readonly EmbeddedProfiles host;
    private bool isClosed;

    private PostgresHost(PostgresJournal journal, PostgresSnapshots snapshots, ICatalogs catalogs, TimeProvider time, EmbeddedHostOptions options)
    {
        this.journal = journal;
        this.snapshots = snapshots;
        host = new EmbeddedProfiles(journal, snapshots, catalogs, time, options);
    }

    public override IProfiles Profiles => host;

    public static async ValueTask<HostUnderTest> Open(PostgresJournalOptions where, ICatalogs catalogs, TimeProvider time, EmbeddedHostOptions options) => new PostgresHost(
        await PostgresJournal.Open(where with { Exclusive = true }),
        await PostgresSnapshots.Open(where.ConnectionString, where.Schema),
        catalogs,
        time,
        options);

    /// <summary>The database outlives its clients; what a dead one leaves are its commits, and no profile is put away.</summary>
    public override ValueTask Crash() => Close(putAway: false);

    public override ValueTask DisposeAsync() => Close(putAway: true);

    private async ValueTask Close(bool putAway)
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        if (putAway)
        {
            await host.DisposeAsync();
        }

        await journal.DisposeAsync();
        await snapshots.DisposeAsync();
    }
}
