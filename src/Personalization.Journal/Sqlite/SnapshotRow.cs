using System.Runtime.InteropServices;
using System.Text;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Sqlite;

/// <summary>The columns of a stored snapshot or mark; their checksum covers all of them.</summary>
internal static class SnapshotRow
{
    /// <summary>The columns in the order in which they are written and read.</summary>
    public const string Columns = "subject_hash, subject, version, event_id_hash, plan_hash, fold_code, last_received, rises, payload, checksum";

    /// <summary>The condition that a row is of a subject: its hash and its name.</summary>
    public const string IsOf = "subject_hash = ?1 AND subject = ?2";

    /// <summary>Makes a statement that puts rows into a table, in place of those with the same key.</summary>
    public static Statement Upsert(Microsoft.Data.Sqlite.SqliteConnection connection, string table) =>
        new(connection, $"INSERT OR REPLACE INTO {table} ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");

    /// <summary>Binds hash and name of a subject to the first two parameters.</summary>
    public static Statement Bind(this Statement statement, in SubjectKey subject) =>
        statement.Bind(1, (long)subject.StableHash()).Bind(2, Encoding.UTF8.GetBytes(subject.ToString()));

    /// <summary>Binds a row and runs the statement.</summary>
    public static void Write(Statement upsert, in SubjectKey subject, StoredSnapshot snapshot) =>
        upsert.Bind(subject).Bind(3, snapshot.Version).Bind(4, (long)snapshot.EventIdHash).Bind(5, (long)snapshot.PlanHash).Bind(6, snapshot.FoldCodeVersion)
            .Bind(7, snapshot.Received.Last.UnixMilliseconds).Bind(8, snapshot.Received.Rises ? 1 : 0).Bind(9, snapshot.Payload.Span)
            .Bind(10, (long)Checksum(Encoding.UTF8.GetBytes(subject.ToString()), snapshot))
            .Run();

    /// <summary>Reads the current row of <see cref="Columns"/>. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public static StoredSnapshot Read(Statement row)
    {
        var order = new ReceivedOrder(new Instant(row.Number(6)), row.Number(7) != 0);
        var snapshot = new StoredSnapshot(row.Number(2), (ulong)row.Number(3), (ulong)row.Number(4), (int)row.Number(5), order, row.Blob(8).ToArray());
        return Checksum(row.Blob(1), snapshot) == (ulong)row.Number(9) ? snapshot : throw new InvalidDataException("The snapshot's checksum is wrong.");
    }

    private static ulong Checksum(ReadOnlySpan<byte> key, StoredSnapshot snapshot)
    {
        ReadOnlySpan<long> numbers =
        [
            snapshot.Version, (long)snapshot.EventIdHash, (long)snapshot.PlanHash, snapshot.FoldCodeVersion, snapshot.Received.Last.UnixMilliseconds, snapshot.Received.Rises ? 1 : 0,
        ];
        return StableHash.Of(snapshot.Payload.Span, StableHash.Of(key, StableHash.Of(MemoryMarshal.AsBytes(numbers))));
    }
}
