using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>What an audit counted in one tenant's chain.</summary>
/// <param name="Tenant">Whose chain.</param>
/// <param name="Sealed">Decisions in the chain.</param>
/// <param name="Verified">Those that are in the journal as they were sealed.</param>
/// <param name="Erased">Those that were erased rightly: the chain has only a digest that says nothing any more.</param>
/// <param name="Unreadable">Decisions that could not be checked, because their commit or their block is damaged.</param>
/// <param name="Unsealed">Decisions behind the sealed part of the journal: young ones that the sealer has not reached.</param>
/// <param name="Hash">The chain's hash as it was computed.</param>
public sealed record TenantAudit(TenantId Tenant, long Sealed, long Verified, long Erased, long Unreadable, long Unsealed, string Hash);
