using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Loads snapshots over a connection of its own. One thread at a time.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statement select;

    public SnapshotReader(IDisk disk, string path)
    {
        connection = DatabaseFile.OpenReader(disk, path);
        select = new Statement(connection, "SELECT subject, version, plan_hash, fold_code, payload, checksum FROM snapshots WHERE subject_hash = ?1");
    }

    /// <summary>The subject's snapshot, or null. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public StoredSnapshot? Load(in SubjectKey subject)
    {
        select.Bind(1, (long)subject.StableHash());
        try
        {
            return select.Step() ? SnapshotRow.Read(select, subject) : null;
        }
        finally
        {
            select.Reset();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        select.Dispose();
        connection.Dispose();
    }
}
