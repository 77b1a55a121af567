using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Loads snapshots and marks over a connection of its own. One thread at a time.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement snapshot, mark;

    public SnapshotReader(IDisk disk, string path)
    {
        connection = DatabaseFile.OpenReader(disk, path);
        snapshot = new Statement(connection, $"SELECT {SnapshotRow.Columns} FROM snapshots WHERE {SnapshotRow.IsOf}");
        mark = new Statement(connection,
            $"SELECT {SnapshotRow.Columns} FROM marks WHERE {SnapshotRow.IsOf} AND plan_hash = ?3 AND fold_code = ?4 AND last_received <= ?5 AND rises >= ?6 ORDER BY version DESC LIMIT 1");
    }

    /// <summary>The subject's snapshot, or null. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public StoredSnapshot? Load(in SubjectKey subject) => One(snapshot.Bind(subject));

    /// <summary>The subject's mark of the highest version that is of use, or null. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public StoredSnapshot? LoadMark(in SubjectKey subject, in MarkUse use) => One(
        mark.Bind(subject).Bind(3, (long)use.PlanHash).Bind(4, use.FoldCodeVersion).Bind(5, use.ReceivedBy.UnixMilliseconds).Bind(6, use.Rising ? 1 : 0));

    /// <inheritdoc/>
    public void Dispose()
    {
        snapshot.Dispose();
        mark.Dispose();
        connection.Dispose();
    }

    private static StoredSnapshot? One(Statement select)
    {
        try
        {
            return select.Step() ? SnapshotRow.Read(select) : null;
        }
        finally
        {
            select.Reset();
        }
    }
}
