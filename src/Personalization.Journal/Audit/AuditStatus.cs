using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit;

/// <summary>How far a tenant's chain goes, beside the journal.</summary>
/// <param name="Head">The chain's last decision.</param>
/// <param name="SealedPosition">Every decision up to this place in the feed is sealed.</param>
/// <param name="EndPosition">Where the feed ended when the sealer last looked.</param>
/// <param name="Lag">How long something has waited to be sealed; zero where nothing does.</param>
public sealed record AuditStatus(ChainHead Head, long SealedPosition, long EndPosition, TimeSpan Lag);
