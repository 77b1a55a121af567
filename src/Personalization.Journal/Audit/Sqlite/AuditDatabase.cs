using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Audit.Sqlite;

/// <summary>The file <c>audit.db</c>, mode 0600: every tenant's chain in blocks, and how far the journal is sealed.</summary>
internal static class AuditDatabase
{
    /// <summary>The file's name in a data folder.</summary>
    public const string FileName = "audit.db";

    /// <summary>The name of the file that says how far the chains went.</summary>
    public const string MarkName = "audit.ack";

    private const long FormatVersion = 1;

    /// <summary>Opens the file for its writer and makes its tables where it is new.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static SqliteConnection Open(string path)
    {
        // A block that was sealed may be in somebody's anchor already, so it must survive the machine.
        var connection = DatabaseFile.Open(OperatingDisk.Instance, path, "FULL");
        return Checked(connection, path, () =>
        {
            // What a row held before is overwritten with zeros: a destroyed salt must not live on in a free page.
            DatabaseFile.Execute(connection, "PRAGMA secure_delete=ON");
            DatabaseFile.Execute(connection,
                $"""
                BEGIN IMMEDIATE;
                CREATE TABLE IF NOT EXISTS sealed (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, checksum INTEGER NOT NULL);
                CREATE TABLE IF NOT EXISTS blocks (
                    tenant BLOB NOT NULL, number INTEGER NOT NULL, first_decision INTEGER NOT NULL, last_decision INTEGER NOT NULL,
                    first_position INTEGER NOT NULL, last_position INTEGER NOT NULL, positions BLOB NOT NULL, salts BLOB NOT NULL,
                    digests BLOB NOT NULL, previous BLOB NOT NULL, link BLOB NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (tenant, number));
                CREATE INDEX IF NOT EXISTS blocks_by_position ON blocks (tenant, first_position);
                PRAGMA user_version={FormatVersion};
                COMMIT;
                """);
        });
    }

    /// <summary>Opens a file that is there for reading, beside its writer too.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public static SqliteConnection OpenReader(string path)
    {
        var connection = DatabaseFile.OpenReader(OperatingDisk.Instance, path);
        return Checked(connection, path, () => { });
    }

    private static SqliteConnection Checked(SqliteConnection connection, string path, Action prepare)
    {
        try
        {
            var version = DatabaseFile.Number(connection, "PRAGMA user_version");
            if (version > FormatVersion)
            {
                throw new InvalidDataException($"'{path}' has the format {version}; this program knows {FormatVersion}. Use a newer program.");
            }

            prepare();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
