using Microsoft.Data.Sqlite;
using Personalization.Journal;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Projections.Stores.Sqlite;

/// <summary>The file <c>projections.db</c> of a data folder. It holds nothing that the journal does not, so one that cannot be read is made anew.</summary>
internal static class ProjectionFile
{
    /// <summary>Opens the file for its writer; makes it, and its tables, where it is missing or no good.</summary>
    public static SqliteConnection Open(IDisk disk, string folder)
    {
        WritableFolder.Check(disk, folder);
        disk.MakeFolder(folder);
        var path = Path.Combine(folder, ProjectionEraser.FileName);
        try
        {
            return OpenReady(disk, path) ?? Renew(disk, path);
        }
        catch (SqliteException e) when (DatabaseFile.IsUselessCache(e))
        {
            return Renew(disk, path);
        }
    }

    private static SqliteConnection Renew(IDisk disk, string path)
    {
        DatabaseFile.Delete(disk, path);
        return OpenReady(disk, path) ?? throw new IOException($"'{path}' cannot be made.");
    }

    /// <summary>Null for a file of another format.</summary>
    private static SqliteConnection? OpenReady(IDisk disk, string path)
    {
        // Not synced until a checkpoint: a crash of the machine may lose the newest commits, checkpoints and effects alike, and they are made again.
        var connection = DatabaseFile.Open(disk, path, "NORMAL");
        try
        {
            if (DatabaseFile.Number(connection, "PRAGMA user_version") is var format && format != 0 && format != ProjectionEraser.FormatNow)
            {
                connection.Dispose();
                return null;
            }

            DatabaseFile.Execute(connection,
                $"""
                PRAGMA secure_delete=ON;
                BEGIN IMMEDIATE;
                CREATE TABLE IF NOT EXISTS checkpoints (
                    consumer BLOB NOT NULL, shard INTEGER NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL, complete_at INTEGER NOT NULL, PRIMARY KEY (consumer, shard)) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS rows (
                    consumer BLOB NOT NULL, key BLOB NOT NULL, shard INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (consumer, key, shard)) WITHOUT ROWID;
                PRAGMA user_version={ProjectionEraser.FormatNow};
                COMMIT;
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
