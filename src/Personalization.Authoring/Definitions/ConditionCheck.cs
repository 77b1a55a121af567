using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Checks the conditions of a catalog and the placeholders of its texts, and finds the exact place of every problem inside its YAML text.</summary>
/// <param name="catalog">The catalog, whose conditions nobody has looked at yet.</param>
/// <param name="scope">Where the conditions stand.</param>
internal sealed class ConditionCheck(Catalog catalog, CatalogScope scope)
{
    private readonly AudienceCompiler compiler = new(catalog);

    /// <summary>Checks all of them.</summary>
    public void Check()
    {
        CheckDerived();
        foreach (var action in scope.Section(SectionNames.Actions))
        {
            var audience = action.Required("audience");
            compiler.Compile(audience.Text, out var problems);
            Report(audience, problems);
            foreach (var text in ExpressionUse.TextsOf(action))
            {
                compiler.CompileText(text.Text, out problems);
                Report(text, problems);
            }
        }
    }

    private void CheckDerived()
    {
        var stages = scope.Stages().ToList();
        foreach (var (slot, problem) in compiler.StageProblems)
        {
            Report(stages[slot].Required("when"), [problem]);
        }

        var segments = scope.Section(SectionNames.Segments).ToList();
        foreach (var (slot, problem) in compiler.SegmentProblems)
        {
            Report(segments[slot].Required("when"), [problem]);
        }

        var flags = scope.Section(SectionNames.Flags).ToList();
        foreach (var (slot, rule, problem) in compiler.FlagProblems)
        {
            Report(flags[slot].Required("rules").Items[rule]["when"]!, [problem]);
        }
    }

    private void Report(SourceNode text, ImmutableArray<ExpressionProblem> problems)
    {
        foreach (var problem in problems)
        {
            var (place, length) = ExpressionUse.PlaceOf(text, problem.Span);
            scope.Problems.Add(place, "bad_expression", problem.Message, length: length);
        }
    }
}
