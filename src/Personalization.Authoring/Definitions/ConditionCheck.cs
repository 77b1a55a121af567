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
        var stages = scope.Stages().ToList();
        foreach (var (slot, problem) in compiler.StageProblems)
        {
            Report(stages[slot].Required("when"), problem);
        }

        foreach (var rule in scope.Section(SectionNames.Flags).SelectMany(flag => flag.Node["rules"]?.Items ?? []))
        {
            CheckCondition(rule["when"]!);
        }

        foreach (var action in scope.Section(SectionNames.Actions))
        {
            CheckCondition(action.Required("audience"));
            foreach (var text in action.Required("content").Entries.SelectMany(locale => locale.Value.Entries).Concat(action.Required("why").Entries))
            {
                compiler.CompileText(text.Value.Text, out var problems);
                Report(text.Value, problems);
            }
        }
    }

    private void CheckCondition(SourceNode condition)
    {
        compiler.Compile(condition.Text, out var problems);
        Report(condition, problems);
    }

    private void Report(SourceNode text, ImmutableArray<ExpressionProblem> problems)
    {
        foreach (var problem in problems)
        {
            Report(text, problem);
        }
    }

    private void Report(SourceNode text, ExpressionProblem problem)
    {
        var place = text.Source?.PlaceOf(text.Text, problem.Span.Offset) ?? text.Place;
        scope.Problems.Add(place, "bad_expression", problem.Message, excerpt: problem.Excerpt(text.Text));
    }
}
