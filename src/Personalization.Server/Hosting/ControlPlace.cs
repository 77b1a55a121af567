using Personalization.Journal.Control;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Control.Sqlite;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>Where the server keeps tenants, keys, catalogs and dead letters: beside its events.</summary>
internal static class ControlPlace
{
    /// <summary>Opens the store. A database that has none of them yet takes over those of the data folder.</summary>
    /// <returns>The store, and what to tell whoever started the server; null for nothing.</returns>
    /// <exception cref="Journal.Postgres.DatabaseAwayException">The database cannot be used.</exception>
    public static async Task<(IControlStore Store, string? Note)> Open(ServerSettings settings)
    {
        if (settings.Postgres is not { } connectionString)
        {
            return (SqliteControlStore.Open(settings.Data, TimeProvider.System), null);
        }

        var store = await PostgresControlStore.Open(new PostgresControlOptions { ConnectionString = connectionString }, TimeProvider.System);
        try
        {
            return (store, await TakeOver(store, settings.Data));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task<string?> TakeOver(PostgresControlStore store, string folder)
    {
        var path = Path.Combine(folder, SqliteControlStore.FileName);
        if (await ControlImport.Run(store, folder) is { } taken)
        {
            return $"{path} was taken over into the database and is {ControlImport.DoneName} now: tenants {taken.Tenants}, keys {taken.Keys}, catalog versions {taken.Catalogs}, dead letters {taken.DeadLetters}.";
        }

        return File.Exists(path) ? $"{path} is not read: the database has tenants, keys and catalogs of its own. Put the file away." : null;
    }
}
