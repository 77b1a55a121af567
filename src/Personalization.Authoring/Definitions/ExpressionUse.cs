using Personalization.Authoring.Sources;
using Personalization.Core.Audiences;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>An expression of a catalog and where it is written.</summary>
/// <param name="Node">The text that it is, or that holds it.</param>
/// <param name="Span">Where in that text.</param>
internal sealed record ExpressionUse(SourceNode Node, SourceSpan Span)
{
    /// <summary>The expression itself.</summary>
    public string Source => Span.Of(Node.Text);

    /// <summary>All expressions of a catalog: conditions and placeholders.</summary>
    public static IEnumerable<ExpressionUse> FindAll(CatalogScope scope) =>
        scope.Stages().Select(stage => stage.Required("when"))
            .Concat(scope.Section(SectionNames.Segments).Select(segment => segment.Required("when")))
            .Concat(scope.Section(SectionNames.Flags).SelectMany(flag => flag.Node["rules"]?.Items ?? []).Select(rule => rule["when"]!))
            .Concat(scope.Section(SectionNames.Actions).Select(action => action.Required("audience")))
            .Select(condition => new ExpressionUse(condition, new SourceSpan(0, condition.Text.Length)))
            .Concat(scope.Section(SectionNames.Actions).SelectMany(TextsOf).SelectMany(text => TextTemplate.FindExpressions(text.Text).Select(span => new ExpressionUse(text, span))));

    /// <summary>All texts of an action.</summary>
    public static IEnumerable<SourceNode> TextsOf(Definition action) =>
        action.Required("content").Entries.SelectMany(locale => locale.Value.Entries).Concat(action.Required("why").Entries).Select(text => text.Value);

    /// <summary>The place of some characters of a text of the sources, and how many they are on their line.</summary>
    public static (SourcePlace Place, int Length) PlaceOf(SourceNode node, SourceSpan span)
    {
        if (node.Source is not { } source)
        {
            return (node.Place, 0);
        }

        var start = source.PlaceOf(node.Text, span.Offset);
        var end = source.PlaceOf(node.Text, span.End);
        return (start, end.Line == start.Line ? Math.Max(1, end.Column - start.Column) : 1);
    }
}
