using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>A decision that was not recomputed bit for bit.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Subject">For whom it was.</param>
/// <param name="Surface">Where.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Position">The place of its record in the feed.</param>
/// <param name="Differences">What differs; at least one.</param>
public sealed record VerifyFailure(
    string DecisionId, SubjectKey Subject, string Surface, Instant Time, long Position, IReadOnlyList<MemberDifference> Differences)
    : ReplayFinding(DecisionId, Subject, Surface, Time, Position);
