using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>A decision that cannot be recomputed, since the catalog that decided is not known here.</summary>
/// <param name="DecisionId">The decision.</param>
/// <param name="Subject">For whom it was.</param>
/// <param name="Surface">Where.</param>
/// <param name="Time">When it was decided.</param>
/// <param name="Position">The place of its record in the feed.</param>
/// <param name="Catalog">The content hash of the missing catalog.</param>
public sealed record UnknownCatalog(string DecisionId, SubjectKey Subject, string Surface, Instant Time, long Position, string Catalog)
    : ReplayFinding(DecisionId, Subject, Surface, Time, Position);
