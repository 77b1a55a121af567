using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>A decision that cannot be recomputed, since events that it read were erased, or have expired and it comes out differently without them.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Subject">For whom it was.</param>
/// <param name="Surface">Where.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Position">The place of its record in the feed.</param>
/// <param name="Of">Whose events are missing: the person's or the account's.</param>
/// <param name="Version">The version that was read.</param>
public sealed record MissingHistory(string DecisionId, SubjectKey Subject, string Surface, Instant Time, long Position, SubjectKey Of, long Version)
    : ReplayFinding(DecisionId, Subject, Surface, Time, Position);
