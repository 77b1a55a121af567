using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit.Anchors;

/// <summary>
/// What a chain was at some time, in a few lines that are kept where nobody who can change the journal can change them. A later audit holds the
/// chain and the journal against it: nothing up to there can have been cut off or made anew.
/// </summary>
/// <param name="Tenant">Whose chain.</param>
/// <param name="Decisions">How many decisions it held.</param>
/// <param name="Position">How far the journal was sealed: those are all of the tenant's decisions up to there.</param>
/// <param name="Hash">The chain's hash after the last of them.</param>
/// <param name="At">When the anchor was made.</param>
/// <param name="Journal">The commit that ended the sealed part of the journal; null where the journal has none, or is empty.</param>
public sealed record AuditAnchor(TenantId Tenant, long Decisions, long Position, AuditHash Hash, Instant At, AnchoredCommit? Journal);
