using Personalization.Authoring.Sources;

namespace Personalization.Authoring;

/// <summary>The problems of one load, up to a bound.</summary>
internal sealed class ProblemList
{
    private readonly List<CatalogProblem> problems = [];

    /// <summary>How many there are.</summary>
    public int Count => problems.Count;

    /// <summary>Whether further problems are dropped.</summary>
    public bool IsFull => problems.Count == Limits.ProblemsMax;

    /// <summary>Notes a problem at a place.</summary>
    public void Add(SourcePlace place, string code, string message, string? hint = null, string? excerpt = null)
    {
        if (problems.Count < Limits.ProblemsMax)
        {
            problems.Add(new CatalogProblem(place.File, place.Line, place.Column, code, message, hint) { Excerpt = excerpt });
        }
    }

    /// <summary>The problems by file and place; the order of one place is that of finding.</summary>
    public IReadOnlyList<CatalogProblem> Sorted() =>
    [
        .. problems
            .OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column),
    ];
}
