using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Audit.Postgres;

/// <summary>The blocks of one round as the arguments of <c>seal_decisions</c>, in its order.</summary>
/// <param name="after">How far the journal was sealed before: decisions up to there are in the database, and only those behind it are new.</param>
/// <param name="blocks">The blocks.</param>
internal sealed class SealedBlocks(long after, IReadOnlyList<AuditBlock> blocks)
{
    /// <summary>Adds the arguments behind the two positions.</summary>
    public NpgsqlCommand AddTo(NpgsqlCommand command) => AddSalts(AddBlocks(AddHeads(command)));

    private NpgsqlCommand AddHeads(NpgsqlCommand command)
    {
        var chains = blocks.GroupBy(block => block.Tenant).Select(chain => (Known: Known(chain.First()), Head: chain.Last().Head)).ToList();
        return command
            .With(chains.Select(one => one.Head.Tenant.Value).ToArray())
            .With(chains.Select(one => one.Known.Decisions).ToArray())
            .With(chains.Select(one => one.Known.Link.ToBytes()).ToArray())
            .With(chains.Select(one => one.Head.Block).ToArray())
            .With(chains.Select(one => one.Head.Decisions).ToArray())
            .With(chains.Select(one => one.Head.Position).ToArray())
            .With(chains.Select(one => one.Head.Link.ToBytes()).ToArray());
    }

    private NpgsqlCommand AddBlocks(NpgsqlCommand command)
    {
        PackedBlock[] packed = [.. blocks.Select(block => PackedBlock.Of(block) with { Salts = [] })];
        command.With(blocks.Select(block => block.Tenant.Value).ToArray());
        for (var at = 0; at < PackedBlock.NumbersPerBlock; at++)
        {
            var number = at;
            command.With(packed.Select(one => one.Numbers[number]).ToArray());
        }

        return command
            .With(packed.Select(one => one.Positions).ToArray())
            .With(packed.Select(one => one.Digests).ToArray())
            .With(packed.Select(one => one.Previous).ToArray())
            .With(packed.Select(one => one.Link).ToArray())
            .With(packed.Select(one => one.Checksum).ToArray());
    }

    private NpgsqlCommand AddSalts(NpgsqlCommand command)
    {
        AuditLeaf[] fresh = [.. blocks.SelectMany(block => block.Leaves).Where(leaf => leaf.Position > after)];
        command.With(fresh.Select(leaf => leaf.Position).ToArray());
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid8, Value = fresh.Select(leaf => (ulong)leaf.Position >> EventRow.OrdinalBits).ToArray() });
        return command
            .With(fresh.Select(leaf => (int)(leaf.Position & ((1 << EventRow.OrdinalBits) - 1))).ToArray())
            .With(fresh.Select(BytesOf).ToArray());
    }

    /// <summary>The head that the chain had when its first block was read.</summary>
    private (long Decisions, AuditHash Link) Known(AuditBlock first)
    {
        var (decisions, link) = (first.Leaves[0].Decision - 1, first.Previous);
        foreach (var leaf in first.Leaves.TakeWhile(leaf => leaf.Position <= after))
        {
            (decisions, link) = (leaf.Decision, ChainLink.Next(link, leaf));
        }

        return (decisions, link);
    }

    private static byte[] BytesOf(AuditLeaf leaf)
    {
        var bytes = new byte[LeafDigest.SaltBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, leaf.Salt);
        return bytes;
    }
}
