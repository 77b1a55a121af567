using Personalization.Core.Decisions;
using Personalization.Grains;

namespace Personalization.Replay.History;

/// <summary>A served decision as it was answered, and what comes out of making it again.</summary>
/// <param name="Decision">The answer.</param>
/// <param name="Record">Its record.</param>
/// <param name="Differences">What comes out differently; none where it is the same bit for bit.</param>
/// <param name="NotRecomputed">Why it was not made again: <c>unknown_catalog</c> or <c>missing_history</c>, as findings are called; null where it was.</param>
public sealed record PastDecision(Decision Decision, ServedRecord Record, IReadOnlyList<MemberDifference> Differences, string? NotRecomputed)
{
    /// <summary>Whether it was made again and came out bit for bit.</summary>
    public bool IsIdentical => NotRecomputed is null && Differences.Count == 0;
}
