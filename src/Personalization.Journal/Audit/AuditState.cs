using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit;

/// <summary>How far the chains go.</summary>
/// <param name="SealedPosition">Every decision of the journal up to this place in its feed is in a chain.</param>
/// <param name="Heads">The chains that hold at least one decision.</param>
public sealed record AuditState(long SealedPosition, IReadOnlyList<ChainHead> Heads);
