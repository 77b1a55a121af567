using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>A decision that another catalog decides differently.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Subject">For whom it was.</param>
/// <param name="Surface">Where.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Position">The place of its record in the feed.</param>
/// <param name="Then">The ids of the actions that were served, best first.</param>
/// <param name="Now">The ids of the actions that the other catalog serves, best first.</param>
/// <param name="Changes">Each action that came or went, with the reason; none where only the order, a text or a delivery changed.</param>
public sealed record DecisionDifference(
    string DecisionId,
    SubjectKey Subject,
    string Surface,
    Instant Time,
    long Position,
    IReadOnlyList<string> Then,
    IReadOnlyList<string> Now,
    IReadOnlyList<ActionChange> Changes)
    : ReplayFinding(DecisionId, Subject, Surface, Time, Position);
