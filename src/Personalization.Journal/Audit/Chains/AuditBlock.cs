using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Chains;

/// <summary>Some consecutive decisions of a tenant's chain, at least one and at most <see cref="Limits.AuditBlockDecisionsMax"/>.</summary>
/// <param name="Tenant">Whose decisions.</param>
/// <param name="Number">The block's place among the tenant's blocks, from 1 on without a gap.</param>
/// <param name="Previous">The chain's hash before its first decision.</param>
/// <param name="Leaves">The decisions in order.</param>
/// <param name="Link">The chain's hash after its last decision.</param>
public sealed record AuditBlock(TenantId Tenant, long Number, AuditHash Previous, IReadOnlyList<AuditLeaf> Leaves, AuditHash Link)
{
    /// <summary>Where the first decision stands in the feed.</summary>
    public long FirstPosition => Leaves[0].Position;

    /// <summary>Where the last decision stands in the feed.</summary>
    public long LastPosition => Leaves[^1].Position;

    /// <summary>The number of its last decision: how many decisions the chain has up to its end.</summary>
    public long LastDecision => Leaves[^1].Decision;

    /// <summary>Whether the next decision needs a new block.</summary>
    public bool IsFull => Leaves.Count >= Limits.AuditBlockDecisionsMax;

    /// <summary>The chain's head where this is its last block.</summary>
    public ChainHead Head => new(Tenant, Number, LastDecision, LastPosition, Link);
}
