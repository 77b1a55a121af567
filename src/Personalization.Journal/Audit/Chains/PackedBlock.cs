using System.Buffers.Binary;
using System.Text;
using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Chains;

/// <summary>A block as stores keep it. Described in <c>docs/formats/audit.md</c>; golden files hold it fast.</summary>
/// <param name="Tenant">The tenant's name in UTF-8.</param>
/// <param name="Numbers">Number, first and last decision, first and last position.</param>
/// <param name="Positions">The difference of each position to the one before, unsigned.</param>
/// <param name="Salts">16 bytes each; empty where the store keeps them elsewhere.</param>
/// <param name="Digests">32 bytes each.</param>
/// <param name="Previous">The hash before the first decision.</param>
/// <param name="Link">The hash after the last decision.</param>
internal sealed record PackedBlock(byte[] Tenant, long[] Numbers, byte[] Positions, byte[] Salts, byte[] Digests, byte[] Previous, byte[] Link)
{
    /// <summary>How many <see cref="Numbers"/> a block has.</summary>
    public const int NumbersPerBlock = 5;

    /// <summary>XXH64 over tenant, numbers, positions, salts, digests and both hashes, each seeded with the one before.</summary>
    public long Checksum
    {
        get
        {
            Span<byte> packed = stackalloc byte[NumbersPerBlock * sizeof(long)];
            for (var at = 0; at < Numbers.Length; at++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(packed[(at * sizeof(long))..], Numbers[at]);
            }

            var hash = StableHash.Of(Positions, StableHash.Of(packed, StableHash.Of(Tenant)));
            return (long)StableHash.Of(Link, StableHash.Of(Previous, StableHash.Of(Digests, StableHash.Of(Salts, hash))));
        }
    }

    private long Count => Numbers[2] - Numbers[1] + 1;

    /// <summary>Packs a block.</summary>
    public static PackedBlock Of(AuditBlock block)
    {
        using var positions = new ByteWriter();
        var salts = new byte[block.Leaves.Count * LeafDigest.SaltBytes];
        var digests = new byte[block.Leaves.Count * AuditHash.Bytes];
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
        return new PackedBlock(Encoding.UTF8.GetBytes(block.Tenant.Value), numbers, positions.Written.ToArray(), salts, digests, block.Previous.ToBytes(), block.Link.ToBytes());
    }

    /// <summary>Throws <see cref="AuditDamagedException"/> where it is not what was written.</summary>
    /// <param name="checksum">The checksum that was written with it.</param>
    public void Check(long checksum)
    {
        if (checksum != Checksum)
        {
            throw Damaged("its checksum is wrong");
        }
    }

    /// <summary>The position of each decision. Throws <see cref="AuditDamagedException"/> where they do not fit each other.</summary>
    public long[] ReadPositions()
    {
        try
        {
            if (Count is < 1 or > Limits.AuditBlockDecisionsMax)
            {
                throw new InvalidDataException("its counts do not fit each other");
            }

            var reader = new ByteReader(Positions);
            var read = new long[Count];
            var position = 0L;
            for (var at = 0; at < read.Length; at++)
            {
                var before = position;
                position += (long)reader.Unsigned();
                read[at] = position > before ? position : throw new InvalidDataException("its positions do not rise");
            }

            return reader.Remaining > 0 ? throw new InvalidDataException("it has more positions than decisions")
                : read[0] == Numbers[3] && read[^1] == Numbers[4] ? read
                : throw new InvalidDataException("its positions are not those of its decisions");
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    /// <summary>The block. Throws <see cref="AuditDamagedException"/> where its parts do not fit each other.</summary>
    public AuditBlock Unpack()
    {
        var positions = ReadPositions();
        if (Salts.Length != Count * LeafDigest.SaltBytes || Digests.Length != Count * AuditHash.Bytes)
        {
            throw Damaged("its counts do not fit each other");
        }

        var leaves = new AuditLeaf[positions.Length];
        for (var at = 0; at < leaves.Length; at++)
        {
            var salt = BinaryPrimitives.ReadUInt128LittleEndian(Salts.AsSpan(at * LeafDigest.SaltBytes));
            leaves[at] = new AuditLeaf(Numbers[1] + at, positions[at], salt, AuditHash.Read(Digests.AsSpan(at * AuditHash.Bytes)));
        }

        return new AuditBlock(new TenantId(Encoding.UTF8.GetString(Tenant)), Numbers[0], ReadHash(Previous), leaves, ReadHash(Link));
    }

    private AuditHash ReadHash(byte[] bytes) => bytes.Length == AuditHash.Bytes ? AuditHash.Read(bytes) : throw Damaged("a hash has not 32 bytes");

    private AuditDamagedException Damaged(string reason, Exception? inner = null) => new($"Block {Numbers[0]} of {Encoding.UTF8.GetString(Tenant)}: {reason}.", inner);
}
