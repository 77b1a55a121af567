using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Chains;

/// <summary>Appends decisions to a tenant's chain: fills up its last block, then begins new ones.</summary>
internal sealed class ChainGrowth
{
    private readonly TenantId tenant;
    private readonly List<AuditBlock> done = [];
    private List<AuditLeaf> leaves;
    private long block, decisions, lastPosition;
    private AuditHash previous, link;

    /// <summary>Goes on behind a chain's last block.</summary>
    /// <param name="tenant">Whose chain.</param>
    /// <param name="last">Its last block; null for an empty chain.</param>
    public ChainGrowth(TenantId tenant, AuditBlock? last)
    {
        this.tenant = tenant;
        var head = last?.Head ?? ChainHead.Empty(tenant);
        (decisions, lastPosition, link) = (head.Decisions, head.Position, head.Link);
        var isOpen = last is { IsFull: false };
        block = isOpen ? head.Block : head.Block + 1;
        previous = isOpen ? last!.Previous : link;
        leaves = isOpen ? [.. last!.Leaves] : [];
    }

    /// <summary>Appends a decision.</summary>
    /// <exception cref="AuditDamagedException">The chain has decisions that stand behind it.</exception>
    public void Add(long position, UInt128 salt, AuditHash digest)
    {
        if (position <= lastPosition)
        {
            throw new AuditDamagedException($"The chain of {tenant} goes on to position {lastPosition} already, but is marked as sealed before {position} only.");
        }

        lastPosition = position;
        var leaf = new AuditLeaf(++decisions, position, salt, digest);
        link = ChainLink.Next(link, leaf);
        leaves.Add(leaf);
        if (leaves.Count >= Limits.AuditBlockDecisionsMax)
        {
            done.Add(new AuditBlock(tenant, block++, previous, leaves, link));
            leaves = [];
            previous = link;
        }
    }

    /// <summary>The blocks that are new or longer than before.</summary>
    public IEnumerable<AuditBlock> Blocks() => leaves.Count == 0 ? done : [.. done, new AuditBlock(tenant, block, previous, leaves, link)];
}
