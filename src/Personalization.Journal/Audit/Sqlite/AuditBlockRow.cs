using System.Buffers.Binary;
using System.Text;
using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Audit.Sqlite;

/// <summary>A block as a row. Described in <c>docs/formats/audit.md</c>; a golden file holds it fast.</summary>
internal static class AuditBlockRow
{
    /// <summary>The columns, in the order that <see cref="Read"/> and <see cref="Bind"/> know.</summary>
    public const string Columns = "tenant, number, first_decision, last_decision, first_position, last_position, positions, salts, digests, previous, link, checksum";

    private const int Positions = 6, Salts = 7, Digests = 8, Previous = 9, Link = 10, Checksum = 11;

    /// <summary>Binds a block to the parameters ?1 to ?12.</summary>
    public static Statement Bind(Statement statement, AuditBlock block)
    {
        var tenant = Encoding.UTF8.GetBytes(block.Tenant.Value);
        using var positions = new ByteWriter();
        var salts = new byte[block.Leaves.Count * LeafDigest.SaltBytes];
        var digests = new byte[block.Leaves.Count * AuditHash.Bytes];
        Span<byte> previous = stackalloc byte[AuditHash.Bytes], link = stackalloc byte[AuditHash.Bytes];
        block.Previous.Write(previous);
        block.Link.Write(link);
        var before = 0L;
        for (var at = 0; at < block.Leaves.Count; at++)
        {
            var leaf = block.Leaves[at];
            positions.Unsigned((ulong)(leaf.Position - before));
            before = leaf.Position;
            BinaryPrimitives.WriteUInt128LittleEndian(salts.AsSpan(at * LeafDigest.SaltBytes), leaf.Salt);
            leaf.Digest.Write(digests.AsSpan(at * AuditHash.Bytes));
        }

        long[] numbers = [block.Number, block.Leaves[0].Decision, block.LastDecision, block.FirstPosition, block.LastPosition];
        var checksum = ChecksumOf(tenant, numbers, positions.Written, salts, digests, previous, link);
        statement.Bind(1, tenant);
        for (var at = 0; at < numbers.Length; at++)
        {
            statement.Bind(at + 2, numbers[at]);
        }

        return statement.Bind(Positions + 1, positions.Written).Bind(Salts + 1, salts).Bind(Digests + 1, digests)
            .Bind(Previous + 1, previous).Bind(Link + 1, link).Bind(Checksum + 1, (long)checksum);
    }

    /// <summary>Reads the current row. Throws <see cref="AuditDamagedException"/> where it is not what was written.</summary>
    public static AuditBlock Read(Statement row)
    {
        var tenant = new TenantId(Encoding.UTF8.GetString(row.Blob(0)));
        long[] numbers = [row.Number(1), row.Number(2), row.Number(3), row.Number(4), row.Number(5)];
        var checksum = ChecksumOf(
            row.Blob(0), numbers, row.Blob(Positions), row.Blob(Salts), row.Blob(Digests), row.Blob(Previous), row.Blob(Link));
        if (checksum != (ulong)row.Number(Checksum))
        {
            throw Damaged(tenant, numbers[0], "its checksum is wrong");
        }

        try
        {
            var block = new AuditBlock(tenant, numbers[0], ReadHash(row.Blob(Previous)), ReadLeaves(row, numbers[1], numbers[2]), ReadHash(row.Blob(Link)));
            return block.FirstPosition == numbers[3] && block.LastPosition == numbers[4]
                ? block
                : throw new InvalidDataException("its positions are not those of its decisions");
        }
        catch (InvalidDataException e)
        {
            throw Damaged(tenant, numbers[0], e.Message, e);
        }
    }

    /// <summary>Reads a hash. Throws <see cref="InvalidDataException"/> on another length.</summary>
    public static AuditHash ReadHash(ReadOnlySpan<byte> bytes) =>
        bytes.Length == AuditHash.Bytes ? AuditHash.Read(bytes) : throw new InvalidDataException("a hash has not 32 bytes");

    private static AuditLeaf[] ReadLeaves(Statement row, long firstDecision, long lastDecision)
    {
        ReadOnlySpan<byte> salts = row.Blob(Salts), digests = row.Blob(Digests);
        var positions = new ByteReader(row.Blob(Positions));
        var count = lastDecision - firstDecision + 1;
        if (count is < 1 or > Limits.AuditBlockDecisionsMax || salts.Length != count * LeafDigest.SaltBytes || digests.Length != count * AuditHash.Bytes)
        {
            throw new InvalidDataException("its counts do not fit each other");
        }

        var leaves = new AuditLeaf[count];
        var position = 0L;
        for (var at = 0; at < count; at++)
        {
            var before = position;
            position += (long)positions.Unsigned();
            leaves[at] = position > before
                ? new AuditLeaf(firstDecision + at, position, BinaryPrimitives.ReadUInt128LittleEndian(salts[(at * LeafDigest.SaltBytes)..]), AuditHash.Read(digests[(at * AuditHash.Bytes)..]))
                : throw new InvalidDataException("its positions do not rise");
        }

        return positions.Remaining == 0 ? leaves : throw new InvalidDataException("it has more positions than decisions");
    }

    /// <summary>XXH64 over tenant, numbers, positions, salts, digests and both hashes, each seeded with the one before.</summary>
    private static ulong ChecksumOf(
        ReadOnlySpan<byte> tenant, ReadOnlySpan<long> numbers, ReadOnlySpan<byte> positions, ReadOnlySpan<byte> salts, ReadOnlySpan<byte> digests,
        ReadOnlySpan<byte> previous, ReadOnlySpan<byte> link)
    {
        Span<byte> packed = stackalloc byte[5 * sizeof(long)];
        for (var at = 0; at < numbers.Length; at++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(packed[(at * sizeof(long))..], numbers[at]);
        }

        var hash = StableHash.Of(packed, StableHash.Of(tenant));
        return StableHash.Of(link, StableHash.Of(previous, StableHash.Of(digests, StableHash.Of(salts, StableHash.Of(positions, hash)))));
    }

    private static AuditDamagedException Damaged(TenantId tenant, long number, string reason, Exception? inner = null) =>
        new($"Block {number} of {tenant}: {reason}.", inner);
}
