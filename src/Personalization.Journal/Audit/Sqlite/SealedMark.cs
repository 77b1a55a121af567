using System.Buffers.Binary;
using Personalization.Core;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Audit.Sqlite;

/// <summary>How far the journal is sealed: one row with a checksum of its own.</summary>
internal static class SealedMark
{
    /// <summary>Writes the mark with the parameters ?1 and ?2.</summary>
    public const string Upsert = "INSERT OR REPLACE INTO sealed (id, position, checksum) VALUES (1, ?1, ?2)";

    /// <summary>Reads the mark.</summary>
    public const string Select = "SELECT position, checksum FROM sealed WHERE id = 1";

    /// <summary>Writes the mark.</summary>
    public static void Write(Statement upsert, long position) => upsert.Bind(1, position).Bind(2, ChecksumOf(position)).Run();

    /// <summary>The position that is sealed; 0 where nothing is. Throws <see cref="AuditDamagedException"/> on a wrong checksum.</summary>
    public static long Read(Statement select)
    {
        try
        {
            if (!select.Step())
            {
                return 0;
            }

            var position = select.Number(0);
            return ChecksumOf(position) == select.Number(1) ? position : throw new AuditDamagedException("The mark of what is sealed has a wrong checksum.");
        }
        finally
        {
            select.Reset();
        }
    }

    private static long ChecksumOf(long position)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, position);
        return (long)StableHash.Of(bytes);
    }
}
