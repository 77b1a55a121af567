using Personalization.Authoring.Sources;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>
/// Refuses what could never be allowed: an action or a flag that reads a field for another purpose than people were told, and any expression that reads what is sensitive,
/// unless the catalog names it in <c>allowSensitive</c>.
/// </summary>
internal sealed class PurposeCheck(Catalog catalog, CatalogScope scope)
{
    private readonly FieldReads reads = new(catalog);
    private readonly HashSet<string> allowed = [.. catalog.AllowedSensitive];

    /// <summary>Checks all of them.</summary>
    public void Check()
    {
        foreach (var (definition, action) in scope.Section(SectionNames.Actions).Zip(catalog.Actions))
        {
            foreach (var use in UsesOf(definition))
            {
                Check(use, action.PurposeSlot, "This action");
            }
        }

        foreach (var when in scope.Section(SectionNames.Flags).SelectMany(flag => flag.Node["rules"]?.Items ?? []).Select(rule => rule["when"]!))
        {
            Check(Whole(when), PurposeDefinition.PersonalizationSlot, "A flag");
        }

        // What segments and stages read counts where they are read; sensitive fields are refused wherever they stand.
        foreach (var when in scope.Section(SectionNames.Segments).Concat(scope.Stages()).Select(one => one.Required("when")))
        {
            CheckSensitive(Whole(when));
        }
    }

    private static IEnumerable<ExpressionUse> UsesOf(Definition action) => ExpressionUse.TextsOf(action)
        .SelectMany(text => TextTemplate.FindExpressions(text.Text).Select(span => new ExpressionUse(text, span)))
        .Prepend(Whole(action.Required("audience")));

    private static ExpressionUse Whole(SourceNode condition) => new(condition, new SourceSpan(0, condition.Text.Length));

    private void Check(ExpressionUse use, int purpose, string who)
    {
        foreach (var (span, field) in reads.FindAll(use.Source).Where(read => !read.Field.Use.IsFor(purpose)))
        {
            Report(
                use,
                span,
                "wrong_purpose",
                $"{who} is for {catalog.Purposes[purpose].Id}, and {field.Text} may be used for {string.Join(", ", field.Use.NamesIn(catalog))} only.",
                $"Leave it out, or add {catalog.Purposes[purpose].Id} to its purposes where people were told so.");
        }

        CheckSensitive(use);
    }

    private void CheckSensitive(ExpressionUse use)
    {
        foreach (var (span, field) in reads.FindAll(use.Source).Where(read => read.Field.Use.IsSensitive && !allowed.Contains(read.Field.Name)))
        {
            Report(use, span, "sensitive_field", $"{Sentence(field.Text)} is sensitive.", $"Leave it out, or name `{field.Name}` in the catalog's `allowSensitive`.");
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private void Report(ExpressionUse use, SourceSpan span, string code, string message, string hint)
    {
        var (place, length) = ExpressionUse.PlaceOf(use.Node, new SourceSpan(use.Span.Offset + span.Offset, span.Length));
        scope.Problems.Add(place, code, message, hint, length);
    }
}
