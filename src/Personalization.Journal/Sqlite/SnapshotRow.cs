using System.Runtime.InteropServices;
using System.Text;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Sqlite;

/// <summary>The columns of a stored snapshot; their checksum covers all of them.</summary>
internal static class SnapshotRow
{
    /// <summary>Binds a row and runs the statement.</summary>
    public static void Write(Statement upsert, in SubjectKey subject, StoredSnapshot snapshot)
    {
        var key = Encoding.UTF8.GetBytes(subject.ToString());
        upsert.Bind(1, (long)subject.StableHash()).Bind(2, key).Bind(3, snapshot.Version).Bind(4, (long)snapshot.PlanHash)
            .Bind(5, snapshot.FoldCodeVersion).Bind(6, snapshot.Payload.Span)
            .Bind(7, (long)Checksum(key, snapshot.Version, snapshot.PlanHash, snapshot.FoldCodeVersion, snapshot.Payload.Span))
            .Run();
    }

    /// <summary>Reads the current row (subject, version, plan_hash, fold_code, payload, checksum); null where it is another subject's. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public static StoredSnapshot? Read(Statement row, in SubjectKey subject)
    {
        var key = row.Blob(0);
        var snapshot = new StoredSnapshot(row.Number(1), (ulong)row.Number(2), (int)row.Number(3), row.Blob(4).ToArray());
        if (Checksum(key, snapshot.Version, snapshot.PlanHash, snapshot.FoldCodeVersion, snapshot.Payload.Span) != (ulong)row.Number(5))
        {
            throw new InvalidDataException("The snapshot's checksum is wrong.");
        }

        return key.SequenceEqual(Encoding.UTF8.GetBytes(subject.ToString())) ? snapshot : null;
    }

    /// <summary>Whether the current row (subject, version, plan_hash, fold_code, payload, checksum) is what was written.</summary>
    public static bool IsWhole(Statement row) =>
        Checksum(row.Blob(0), row.Number(1), (ulong)row.Number(2), (int)row.Number(3), row.Blob(4)) == (ulong)row.Number(5);

    private static ulong Checksum(ReadOnlySpan<byte> key, long version, ulong planHash, int foldCode, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<long> numbers = [version, (long)planHash, foldCode];
        return StableHash.Of(payload, StableHash.Of(key, StableHash.Of(MemoryMarshal.AsBytes(numbers))));
    }
}
