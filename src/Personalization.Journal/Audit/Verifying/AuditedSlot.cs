using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>A decision in the journal, or some consecutive events that were erased.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="First">The first position.</param>
/// <param name="Last">The last position; that of the decision itself where it is one.</param>
/// <param name="Decision">The decision; null where erased.</param>
public readonly record struct AuditedSlot(TenantId Tenant, long First, long Last, StoredEvent? Decision);
