using System.Text.Json.Nodes;
using Personalization.Authoring;

namespace Personalization.Cli.Validating;

/// <summary>Findings as SARIF 2.1.0, which code hosts show beside the lines. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html</summary>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static string Write(Findings findings)
    {
        var rules = findings.Problems.Select(problem => problem.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject { ["name"] = "personalize", ["rules"] = Array(rules.Select(code => Rule(code, findings.Problems))) },
            },
            ["invocations"] = Array([new JsonObject { ["executionSuccessful"] = true, ["exitCode"] = (int)(findings.AreGood ? ExitCode.Ok : ExitCode.Bad) }]),
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = Array(findings.Problems.Select(problem => Result(problem, rules.IndexOf(problem.Code)))),
        };
        return Json.Of(new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = Array([run]) });
    }

    private static JsonObject Rule(string code, IEnumerable<CatalogProblem> problems) => new()
    {
        ["id"] = code,
        ["shortDescription"] = Text(CatalogRules.Describe(code)),
        ["defaultConfiguration"] = new JsonObject { ["level"] = problems.First(problem => problem.Code == code).Level },
    };

    private static JsonObject Result(CatalogProblem problem, int rule) => new()
    {
        ["ruleId"] = problem.Code,
        ["ruleIndex"] = rule,
        ["level"] = problem.Level,
        ["message"] = Text(problem.Hint is null ? problem.Message : $"{problem.Message} {problem.Hint}"),
        ["locations"] = Array([Location(problem)]),
    };

    private static JsonObject Location(CatalogProblem problem)
    {
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = UriOf(problem.File) } };
        if (problem.Line > 0)
        {
            place["region"] = Region(problem);
        }

        var location = new JsonObject { ["physicalLocation"] = place };
        if (problem.Pointer is not null)
        {
            location["logicalLocations"] = Array([new JsonObject { ["fullyQualifiedName"] = problem.Pointer, ["kind"] = "member" }]);
        }

        return location;
    }

    private static JsonObject Region(CatalogProblem problem)
    {
        var region = new JsonObject { ["startLine"] = problem.Line };
        if (problem.Column > 0)
        {
            region["startColumn"] = problem.Column;
            region["endColumn"] = problem.Column + (problem.Excerpt?.Length ?? 1);
        }

        return region;
    }

    /// <summary>A path as a URI reference: relative ones stay relative, to whatever the reader calls its root.</summary>
    private static string UriOf(string path) => Path.IsPathFullyQualified(path)
        ? new Uri(path).AbsoluteUri
        : string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonArray Array(IEnumerable<JsonNode> items) => [.. items];
}
