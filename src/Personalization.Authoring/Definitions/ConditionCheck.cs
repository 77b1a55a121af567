using Personalization.Authoring.Sources;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Checks the conditions of stages and actions and finds the exact place of every problem inside its YAML text.</summary>
internal static class ConditionCheck
{
    /// <summary>Checks all conditions of a catalog.</summary>
    /// <param name="catalog">The catalog, whose conditions nobody has looked at yet.</param>
    /// <param name="scope">Where the conditions stand.</param>
    public static void Check(Catalog catalog, CatalogScope scope)
    {
        var compiler = new AudienceCompiler(catalog);
        var stages = scope.Stages().ToList();
        foreach (var (slot, problem) in compiler.StageProblems)
        {
            Report(stages[slot].Required("when"), problem, scope.Problems);
        }

        foreach (var action in scope.Section(SectionNames.Actions))
        {
            var audience = action.Required("audience");
            compiler.Compile(audience.Text, out var problems);
            foreach (var problem in problems)
            {
                Report(audience, problem, scope.Problems);
            }
        }
    }

    private static void Report(SourceNode condition, ExpressionProblem problem, ProblemList problems)
    {
        var place = condition.Source?.PlaceOf(condition.Text, problem.Span.Offset) ?? condition.Place;
        problems.Add(place, "bad_expression", problem.Message);
    }
}
