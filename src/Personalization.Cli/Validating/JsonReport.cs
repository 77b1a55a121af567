using Personalization.Authoring;

namespace Personalization.Cli.Validating;

/// <summary>Findings for programs. The shape is documented in <c>docs/guides/validate.md</c>; fields are only ever added.</summary>
internal static class JsonReport
{
    public static string Write(Findings findings) => Json.Of(new
    {
        ok = findings.AreGood,
        name = findings.Catalog?.Name,
        hash = findings.Catalog?.Hash.Value,
        errors = findings.Errors,
        warnings = findings.Warnings,
        events = findings.Events,
        problems = findings.Problems.Select(Shape),
    });

    private static object Shape(CatalogProblem problem) => new
    {
        problem.File,
        problem.Line,
        problem.Column,
        EndColumn = problem.Excerpt is { } excerpt ? problem.Column + excerpt.Length : (int?)null,
        problem.Level,
        problem.Code,
        problem.Message,
        problem.Hint,
        problem.Pointer,
    };
}
