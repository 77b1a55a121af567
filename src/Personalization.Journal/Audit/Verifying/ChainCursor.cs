using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Walks over a chain from its first decision to the last one it had when the audit began, and checks every link on the way.</summary>
/// <param name="head">How far the chain went when the audit began.</param>
/// <param name="store">Where its blocks are.</param>
/// <param name="anchors">Who wants to know of each link.</param>
/// <param name="findings">Where damaged and missing blocks and broken links go.</param>
internal sealed class ChainCursor(ChainHead head, IAuditStore store, AnchorCheck anchors, FindingList findings)
{
    private AuditBlock? block;
    private int at, count;
    private long number, lastPosition;
    private long unknownFrom = long.MaxValue, unknownTo = long.MinValue;
    private bool isTorn;

    /// <summary>How many decisions were passed, with those of blocks that could not be read where a later one says how many.</summary>
    public long Decisions { get; private set; }

    /// <summary>How many decisions were in blocks that could not be read.</summary>
    public long Unreadable { get; private set; }

    /// <summary>The chain's hash after the decisions that were passed.</summary>
    public AuditHash Link { get; private set; } = ChainLink.Start(head.Tenant);

    /// <summary>The block of <see cref="Leaf"/>.</summary>
    public long Block => number;

    /// <summary>The next decision, after <see cref="Peek"/> was true.</summary>
    public AuditLeaf Leaf => block!.Leaves[at];

    /// <summary>Looks for the next decision.</summary>
    /// <returns>False behind the last one.</returns>
    public async ValueTask<bool> Peek(CancellationToken cancellation)
    {
        while (at >= count)
        {
            if (number >= head.Block)
            {
                return false;
            }

            await Load(++number, cancellation);
        }

        return true;
    }

    /// <summary>Goes behind the next decision.</summary>
    public void Pass()
    {
        var leaf = Leaf;
        Link = ChainLink.Next(Link, leaf);
        (Decisions, lastPosition) = (leaf.Decision, leaf.Position);
        if (++at >= count)
        {
            EndBlock();
        }

        anchors.Linked(Decisions, lastPosition, Link);
    }

    /// <summary>Whether a block that could not be read may have had a decision at this position; right for positions up to the next decision's.</summary>
    public bool IsUnknown(long position) => position >= unknownFrom && position <= unknownTo;

    /// <summary>Counts what the last blocks held, where they could not be read.</summary>
    public void End()
    {
        Unreadable += Math.Max(0, head.Decisions - Decisions);
        Decisions = head.Decisions;
    }

    private async ValueTask Load(long wanted, CancellationToken cancellation)
    {
        (at, count) = (0, 0);
        try
        {
            block = await store.ReadBlock(head.Tenant, wanted, cancellation);
            if (block is null)
            {
                findings.Add(Of(AuditFindingKind.BlockMissing, $"Block {wanted} is missing; the chain has {head.Block}."));
            }
        }
        catch (AuditDamagedException e)
        {
            block = null;
            findings.Add(Of(AuditFindingKind.BlockDamaged, e.Message));
        }

        if (block is not null)
        {
            Begin(block);
        }
        else if (!isTorn)
        {
            (isTorn, unknownFrom, unknownTo) = (true, lastPosition + 1, long.MaxValue);
        }
    }

    private void Begin(AuditBlock next)
    {
        var first = next.Leaves[0];
        if (isTorn)
        {
            (isTorn, unknownTo) = (false, first.Position - 1);
            Unreadable += first.Decision - 1 - Decisions;
            anchors.Linked(first.Decision - 1, lastPosition, next.Previous);
        }
        else if (next.Previous != Link || first.Decision != Decisions + 1 || first.Position <= lastPosition)
        {
            findings.Add(Of(AuditFindingKind.LinkBroken, $"Block {number} does not go on where the block before it ends.") with { Decision = first.Decision, Position = first.Position });
        }

        Link = next.Previous;

        // The last block may have grown since the audit began.
        count = (int)Math.Min(next.Leaves.Count, Math.Max(0, head.Decisions - first.Decision + 1));
    }

    private void EndBlock()
    {
        var expected = number == head.Block ? head.Link : block!.Link;
        if (Link != expected)
        {
            findings.Add(Of(AuditFindingKind.LinkBroken, $"The hash of block {number} does not follow from its decisions.") with { Decision = Decisions, Position = lastPosition });
            Link = expected;
        }
    }

    private AuditFinding Of(AuditFindingKind kind, string message) => new(kind, message) { Tenant = head.Tenant, Block = number };
}
