namespace Personalization.Journal.Audit.Chains;

/// <summary>One decision in a tenant's chain.</summary>
/// <param name="Decision">Its number among the tenant's decisions, from 1 on without a gap.</param>
/// <param name="Position">Its place in the journal's feed; see <see cref="StoredEvent.Position"/>.</param>
/// <param name="Salt">What its digest is salted with; 0 once it was destroyed with the person's data.</param>
/// <param name="Digest">The salted digest of person and record.</param>
public readonly record struct AuditLeaf(long Decision, long Position, UInt128 Salt, AuditHash Digest)
{
    /// <summary>Whether the salt was destroyed, so that the digest says nothing any more. No decision is sealed with a salt of 0.</summary>
    public bool IsErased => Salt == UInt128.Zero;
}
