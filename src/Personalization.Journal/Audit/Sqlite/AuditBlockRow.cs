using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Audit.Sqlite;

/// <summary>A block as a row of <c>audit.db</c>.</summary>
internal static class AuditBlockRow
{
    /// <summary>The columns, in the order that <see cref="Read"/> and <see cref="Bind"/> know.</summary>
    public const string Columns = "tenant, number, first_decision, last_decision, first_position, last_position, positions, salts, digests, previous, link, checksum";

    private const int Positions = 6, Salts = 7, Digests = 8, Previous = 9, Link = 10, Checksum = 11;

    /// <summary>Binds a block to the parameters ?1 to ?12.</summary>
    public static Statement Bind(Statement statement, AuditBlock block)
    {
        var packed = PackedBlock.Of(block);
        statement.Bind(1, packed.Tenant);
        for (var at = 0; at < PackedBlock.NumbersPerBlock; at++)
        {
            statement.Bind(at + 2, packed.Numbers[at]);
        }

        return statement.Bind(Positions + 1, packed.Positions).Bind(Salts + 1, packed.Salts).Bind(Digests + 1, packed.Digests)
            .Bind(Previous + 1, packed.Previous).Bind(Link + 1, packed.Link).Bind(Checksum + 1, packed.Checksum);
    }

    /// <summary>Reads the current row. Throws <see cref="AuditDamagedException"/> where it is not what was written.</summary>
    public static AuditBlock Read(Statement row)
    {
        var packed = new PackedBlock(
            row.Blob(0).ToArray(), [.. Enumerable.Range(1, PackedBlock.NumbersPerBlock).Select(row.Number)], row.Blob(Positions).ToArray(), row.Blob(Salts).ToArray(),
            row.Blob(Digests).ToArray(), row.Blob(Previous).ToArray(), row.Blob(Link).ToArray());
        packed.Check(row.Number(Checksum));
        return packed.Unpack();
    }

    /// <summary>Reads a hash. Throws <see cref="InvalidDataException"/> on another length.</summary>
    public static AuditHash ReadHash(ReadOnlySpan<byte> bytes) =>
        bytes.Length == AuditHash.Bytes ? AuditHash.Read(bytes) : throw new InvalidDataException("a hash has not 32 bytes");
}
