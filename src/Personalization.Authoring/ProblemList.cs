using Personalization.Authoring.Sources;

namespace Personalization.Authoring;

/// <summary>The problems of one load, up to a bound.</summary>
internal sealed class ProblemList
{
    private readonly List<(CatalogProblem Problem, int Length)> errors = [];
    private readonly List<(CatalogProblem Problem, int Length)> warnings = [];
    private readonly Dictionary<string, SourceFile> files = new(StringComparer.Ordinal);

    /// <summary>How many errors there are; warnings do not count.</summary>
    public int Count => errors.Count;

    /// <summary>Whether further errors are dropped.</summary>
    public bool IsFull => errors.Count == Limits.ProblemsMax;

    /// <summary>Makes a file known, so that problems can show its lines.</summary>
    public void Know(SourceFile file) => files.TryAdd(file.Path, file);

    /// <summary>Notes an error at a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="code">Its code.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="hint">What to do about it, or null.</param>
    /// <param name="length">How many characters are meant; 0 for the word or sign at the place.</param>
    public void Add(SourcePlace place, string code, string message, string? hint = null, int length = 0) =>
        Add(errors, CatalogSeverity.Error, place, code, message, hint, length);

    /// <summary>Notes a warning at a place.</summary>
    /// <inheritdoc cref="Add(SourcePlace, string, string, string?, int)" path="/param"/>
    public void Warn(SourcePlace place, string code, string message, string? hint = null, int length = 0) =>
        Add(warnings, CatalogSeverity.Warning, place, code, message, hint, length);

    /// <summary>The errors by file and place; the order of one place is that of finding.</summary>
    public IReadOnlyList<CatalogProblem> Sorted() => Sorted(errors);

    /// <summary>The warnings, in the same order.</summary>
    public IReadOnlyList<CatalogProblem> SortedWarnings() => Sorted(warnings);

    private static void Add(
        List<(CatalogProblem Problem, int Length)> list, CatalogSeverity severity, SourcePlace place, string code, string message, string? hint, int length)
    {
        if (list.Count < Limits.ProblemsMax)
        {
            list.Add((new CatalogProblem(place.File, place.Line, place.Column, code, message, hint) { Severity = severity }, length));
        }
    }

    private IReadOnlyList<CatalogProblem> Sorted(List<(CatalogProblem Problem, int Length)> list) =>
    [
        .. list
            .Select(noted => noted.Problem with { Excerpt = ExcerptOf(noted.Problem, noted.Length) })
            .OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ThenBy(problem => problem.Column),
    ];

    private SourceExcerpt? ExcerptOf(CatalogProblem problem, int length) =>
        problem.Column > 0 && files.TryGetValue(problem.File, out var file) ? SourceExcerpt.Of(file, problem.Line, problem.Column, length) : null;
}
