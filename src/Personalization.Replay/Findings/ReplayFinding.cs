using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>Something that a run found about one served decision: a <see cref="VerifyFailure"/>, an <see cref="UnknownCatalog"/> or a <see cref="DecisionDifference"/>.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Subject">For whom it was.</param>
/// <param name="Surface">Where.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Position">The place of its record in the feed.</param>
public abstract record ReplayFinding(string DecisionId, SubjectKey Subject, string Surface, Instant Time, long Position);
