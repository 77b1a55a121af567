using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Chains;

/// <summary>How far a tenant's chain goes.</summary>
/// <param name="Tenant">Whose chain.</param>
/// <param name="Block">Its last block; 0 for an empty chain.</param>
/// <param name="Decisions">How many decisions it holds.</param>
/// <param name="Position">Where the last one stands in the journal's feed; 0 for an empty chain.</param>
/// <param name="Link">The hash after the last one.</param>
public sealed record ChainHead(TenantId Tenant, long Block, long Decisions, long Position, AuditHash Link)
{
    /// <summary>The head of a chain without decisions.</summary>
    public static ChainHead Empty(TenantId tenant) => new(tenant, 0, 0, 0, ChainLink.Start(tenant));
}
