using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Checks;

/// <summary>Whether a small database is whole, by SQLite's own check.</summary>
internal static class DatabaseCheck
{
    /// <summary>Runs <c>PRAGMA integrity_check</c> on a file.</summary>
    /// <param name="disk">Where the file is.</param>
    /// <param name="path">The file.</param>
    /// <param name="lost">What is lost where it is missing; null where it need not be there.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="advice">What to do about damage; null for restoring the file.</param>
    public static void Run(IDisk disk, string path, string? lost, CheckFindings findings, string? advice = null)
    {
        var name = Path.GetFileName(path);
        if (!disk.Exists(path))
        {
            if (lost is not null)
            {
                findings.Add(name, null, $"There is no {name}: {lost}.", $"Restore {name} from a backup.");
            }

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

        void Add(string what) => findings.Add(name, null, $"SQLite says: {what.ReplaceLineEndings(" ")}", advice ?? $"Restore {name} from a backup.");
    }
}
