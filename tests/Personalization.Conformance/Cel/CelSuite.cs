using System.Text.Json;
using Personalization.Conformance.Reporting;

namespace Personalization.Conformance.Cel;

/// <summary>
/// Runs files of the official suite of CEL, in the JSON form of <c>cel.expr.conformance.test.SimpleTestFile</c>.
/// https://github.com/google/cel-spec/blob/master/proto/cel/expr/conformance/test/simple.proto
/// </summary>
public static class CelSuite
{
    public static FileReport Run(string path, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Run(document.RootElement, name);
        }
        catch (JsonException problem)
        {
            return new FileReport(name, 0, [new CaseFailure(name, "", "JSON", problem.Message)]);
        }
    }

    private static FileReport Run(JsonElement file, string name)
    {
        var passed = 0;
        var needMessages = 0;
        var failures = new List<CaseFailure>();
        foreach (var one in CelCase.Of(file))
        {
            var outcome = CelRun.Run(one);
            if (one.Matcher.Accepts(outcome))
                passed++;
            else if (MessageNeed.Of(one))
                needMessages++;
            else
                failures.Add(new CaseFailure(one.Name, one.Expression, one.Matcher.ToString(), outcome.ToString()));
        }

        return new FileReport(name, passed, failures, needMessages, MessageNeed.Reason);
    }
}
