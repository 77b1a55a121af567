using Personalization.Core;
using Personalization.Replay.Jobs;
using CatalogProblem = Personalization.Authoring.CatalogProblem;

namespace Personalization.Gateway.Replays;

/// <summary>What came of asking for a replay: the job; or what is wrong with the catalog's files; or why it was not taken.</summary>
/// <param name="Job">The job, where it was taken.</param>
/// <param name="CatalogProblems">What is wrong with the catalog's files.</param>
/// <param name="Problem">What is wrong with the request.</param>
internal sealed record ReplayStart(ReplayJob? Job, IReadOnlyList<CatalogProblem> CatalogProblems, Problem? Problem)
{
    /// <summary>A refused request.</summary>
    public static ReplayStart Refused(Problem problem) => new(null, [], problem);
}
