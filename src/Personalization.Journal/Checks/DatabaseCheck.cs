using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Checks;

/// <summary>Whether a small database is whole, by SQLite's own check.</summary>
internal static class DatabaseCheck
{
    /// <summary>Runs <c>PRAGMA integrity_check</c> on a file; one that is missing is not looked at.</summary>
    public static void Run(IDisk disk, string path, CheckFindings findings)
    {
        var name = Path.GetFileName(path);
        if (!disk.Exists(path))
        {
            findings.Note($"There is no {name}.");
            return;
        }

        try
        {
            using var connection = DatabaseFile.OpenReader(disk, path);
            DatabaseFile.LeaveLog(connection);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1)";
            if (command.ExecuteScalar() is string verdict && verdict != "ok")
            {
                Add(verdict);
            }
        }
        catch (SqliteException e)
        {
            Add(e.Message);
        }

        void Add(string what) => findings.Add(name, null, $"SQLite says: {what.ReplaceLineEndings(" ")}", $"Restore {name} from a backup.");
    }
}
