using Microsoft.Data.Sqlite;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Checks;

/// <summary>Whether the stored snapshots are what was written. They are only a cache, but one that is wrong should be known.</summary>
internal static class SnapshotCheck
{
    private const string Name = "snapshots.db", Advice = "It costs nothing: it counts as none, and the profile is folded from its events. To be rid of it, stop the server and delete snapshots.db.";

    /// <summary>Looks at every row; a file that is missing is none.</summary>
    /// <returns>How many rows there are.</returns>
    public static long Run(IDisk disk, string folder, CheckFindings findings, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, Name);
        if (!disk.Exists(path))
        {
            return 0;
        }

        long rows = 0;
        try
        {
            using var connection = DatabaseFile.OpenReader(disk, path);
            DatabaseFile.LeaveLog(connection);
            using var select = new Statement(
                connection, "SELECT subject, version, plan_hash, fold_code, payload, checksum, subject_hash FROM snapshots WHERE subject_hash > ?1 ORDER BY subject_hash LIMIT 1");
            for (var at = long.MinValue; select.Bind(1, at).Step(); select.Reset())
            {
                // A row at a time, so that the server's log can be emptied in between.
                cancellation.ThrowIfCancellationRequested();
                rows++;
                at = select.Number(6);
                if (!SnapshotRow.IsWhole(select))
                {
                    findings.Add(Name, null, $"The snapshot with the subject hash {(ulong)at:x16} has a wrong checksum.", Advice);
                }
            }
        }
        catch (SqliteException e)
        {
            findings.Add(Name, null, e.Message, Advice);
        }

        return rows;
    }
}
