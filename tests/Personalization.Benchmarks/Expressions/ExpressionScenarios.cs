using Personalization.Benchmarks.Peers;
using Personalization.Benchmarks.Smoke;

namespace Personalization.Benchmarks.Expressions;

/// <summary>The same expressions over the same users in three engines, each in its own fast way.</summary>
internal static class ExpressionScenarios
{
    private const string Unit = "evaluations/s";
    private static readonly (string Engine, string Package)[] Peers =
        [("cel-js", "@marcbachmann/cel-js"), ("json-rules-engine", "json-rules-engine")];

    public static IEnumerable<Scenario> All(NodePeers peers)
    {
        var cases = ComparedCases.Read();
        foreach (var expression in cases.Expressions)
        {
            var ours = new CompiledExpression(expression, cases.Users);
            yield return new Scenario($"{expression.Name}, compiled here", Unit, "", ours.Measure);
            foreach (var (engine, package) in Peers)
            {
                yield return new Scenario($"{expression.Name}, {package}", Unit, "", duration => peers.Measure(engine, expression.Name, duration))
                {
                    Baseline = $"{expression.Name}, compiled here",
                    Skipped = peers.Missing,
                };
            }
        }
    }
}
