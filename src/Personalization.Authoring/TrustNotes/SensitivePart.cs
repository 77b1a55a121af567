using Personalization.Authoring.Definitions;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.TrustNotes;

/// <summary>What would hurt in wrong hands, whether anything may read it, and what does.</summary>
internal static class SensitivePart
{
    /// <summary>Writes it.</summary>
    public static void Write(NotePage page, Catalog catalog)
    {
        page.Heading(2, "What is sensitive");
        var sensitive = catalog.Traits.Where(trait => trait.Use.IsSensitive).Select(trait => trait.Id)
            .Concat(catalog.Events.SelectMany(contract => contract.PropertyUses.Where(use => use.Value.IsSensitive).Select(use => $"{contract.Name}.{use.Key}")))
            .Order(StringComparer.Ordinal).ToList();
        if (sensitive.Count == 0)
        {
            page.Paragraph("Nothing that is known of people is marked as sensitive.");
            return;
        }

        var readers = ReadersOf(catalog).ToLookup(read => read.Field, read => read.Reader, StringComparer.Ordinal);
        page.List([.. sensitive.Select(name => Line(name, catalog.AllowedSensitive.Contains(name, StringComparer.Ordinal), [.. readers[name].Distinct(StringComparer.Ordinal)]))]);
    }

    private static string Line(string name, bool isAllowed, string[] readers) =>
        !isAllowed ? $"{NotePage.Name(name)}: nothing may read it."
        : readers.Length == 0 ? $"{NotePage.Name(name)}: may be read, and nothing reads it."
        : $"{NotePage.Name(name)}: read to decide about {NotePage.Names(readers)}.";

    /// <summary>Who reads which field, also through segments, stages and what is counted.</summary>
    private static IEnumerable<(string Field, string Reader)> ReadersOf(Catalog catalog)
    {
        var reads = new FieldReads(catalog);
        foreach (var action in catalog.Actions)
        {
            var texts = action.Content.ByLocale.Values.SelectMany(content => content.Values).Concat(action.Why.Values);
            var expressions = texts.SelectMany(text => TextTemplate.FindExpressions(text).Select(span => span.Of(text))).Prepend(action.Audience);
            foreach (var (_, field) in expressions.SelectMany(reads.FindAll))
            {
                yield return (field.Name, action.Id);
            }
        }

        foreach (var flag in catalog.Flags)
        {
            foreach (var (_, field) in flag.Rules.SelectMany(rule => reads.FindAll(rule.When)))
            {
                yield return (field.Name, flag.Id);
            }
        }
    }
}
