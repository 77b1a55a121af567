using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Checks;

/// <summary>Whether the stored snapshots and marks are what was written. They are only a cache, but one that is wrong should be known.</summary>
internal static class SnapshotCheck
{
    private const string Advice = "It costs nothing: it counts as none, and the profile is folded from its events. To be rid of it, stop the server and delete snapshots.db.";

    /// <summary>Looks at every row; a file that is missing is none.</summary>
    /// <returns>How many rows there are.</returns>
    public static long Run(IDisk disk, string folder, CheckFindings findings, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, SqliteSnapshots.FileName);
        if (!disk.Exists(path))
        {
            return 0;
        }

        try
        {
            using var connection = DatabaseFile.OpenReader(disk, path);
            DatabaseFile.LeaveLog(connection);

            // A file of another format is made anew at the next start.
            return DatabaseFile.Number(connection, "PRAGMA user_version") == SqliteSnapshots.FormatNow
                ? Run(connection, "snapshot", findings, cancellation) + Run(connection, "mark", findings, cancellation)
                : 0;
        }
        catch (SqliteException e)
        {
            findings.Add(SqliteSnapshots.FileName, null, e.Message, Advice);
            return 0;
        }
    }

    private static long Run(SqliteConnection connection, string kind, CheckFindings findings, CancellationToken cancellation)
    {
        long rows = 0;
        using var select = new Statement(connection, $"SELECT {SnapshotRow.Columns}, rowid FROM {kind}s WHERE rowid > ?1 ORDER BY rowid LIMIT 1");
        for (var at = long.MinValue; select.Bind(1, at).Step(); select.Reset())
        {
            // A row at a time, so that the server's log can be emptied in between.
            cancellation.ThrowIfCancellationRequested();
            rows++;
            at = select.Number(10);
            try
            {
                SnapshotRow.Read(select);
            }
            catch (InvalidDataException)
            {
                findings.Add(SqliteSnapshots.FileName, null, $"The {kind} of version {select.Number(2)} with the subject hash {(ulong)select.Number(0):x16} has a wrong checksum.", Advice);
            }
        }

        return rows;
    }
}
