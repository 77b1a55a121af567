using Personalization.Hosting.Settings;
using Personalization.Journal;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;
using Personalization.Projections.Stores;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>The events and the snapshots of profiles, in the database that the server was asked to keep them in.</summary>
/// <param name="Journal">The events.</param>
/// <param name="Snapshots">The snapshots.</param>
/// <param name="Projections">What consumers made of the events.</param>
/// <param name="Failed">Completes when the journal has failed; the process must stop then.</param>
/// <param name="OpenForAudit">Opens the journal's commits for an audit; gives null where they are rows that have no checksums.</param>
/// <param name="Place">Where they are, for whoever started the server; null for the data folder.</param>
/// <param name="Warning">What whoever started the server should know; null for nothing.</param>
internal sealed record EventStore(
    IJournal Journal, ISnapshots Snapshots, IProjectionStore Projections, Task<JournalFailedException> Failed, Func<IAuditedJournal?> OpenForAudit, string? Place, string? Warning)
    : IAsyncDisposable
{
    /// <summary>Opens what the settings ask for, as its only server.</summary>
    /// <exception cref="FolderLockedException">Another server holds the folder.</exception>
    /// <exception cref="SchemaHeldException">Another server holds the database.</exception>
    /// <exception cref="DatabaseAwayException">The database cannot be used.</exception>
    /// <exception cref="SettingsException">The connection string cannot be read.</exception>
    /// <exception cref="UnfitFolderException">The folder's events are in the other kind of journal.</exception>
    public static async Task<EventStore> Open(ServerSettings settings) =>
        settings.Postgres is { } connectionString ? await OpenPostgres(settings.Data, connectionString) : await OpenSqlite(settings.Data);

    /// <summary>Commits what waits and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        await Journal.DisposeAsync();
        (Snapshots as IDisposable)?.Dispose();
        if (Snapshots is IAsyncDisposable snapshots)
        {
            await snapshots.DisposeAsync();
        }
    }

    private static async Task<EventStore> OpenSqlite(string folder)
    {
        FolderJournal.CheckHere(folder);

        // The journal first: its lock says whether the rest may be touched.
        var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder });
        try
        {
            var warning = journal.IndexRebuiltBecause is { } because ? "the journal's index was made anew. " + because : null;
            return new EventStore(journal, SqliteSnapshots.Open(folder), SqliteProjectionStore.Open(folder), journal.Failed, () => JournalFile.Open(folder), Place: null, warning);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    private static async Task<EventStore> OpenPostgres(string folder, string connectionString)
    {
        FolderJournal.CheckElsewhere(folder);
        PostgresJournal? journal = null;
        try
        {
            journal = await PostgresJournal.Open(new PostgresJournalOptions
            {
                ConnectionString = connectionString,
                Exclusive = true,
                UpkeepFailed = cause => Console.Error.WriteLine($"warning: the journal's tables could not be kept up, which is tried again later. Events are still taken. {cause.Message}"),
            });
            FolderJournal.KeepElsewhere(folder, journal.Place);
            return new EventStore(journal, await PostgresSnapshots.Open(connectionString), await PostgresProjectionStore.Open(connectionString), journal.Failed, () => null, journal.Place, Warning: null);
        }
        catch (Exception cause)
        {
            if (journal is not null)
            {
                await journal.DisposeAsync();
            }

            if (cause is ArgumentException)
            {
                throw new SettingsException($"--postgres is no connection string of Npgsql's: {cause.Message} Write it like \"Host=db;Database=app;Username=app;Password=…\".");
            }

            throw;
        }
    }
}
