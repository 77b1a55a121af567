using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads feature flags.</summary>
internal sealed class FlagReader(CatalogScope scope)
{
    /// <summary>Reads all of them.</summary>
    public ImmutableArray<FlagDefinition> Read() => [.. scope.Section(SectionNames.Flags).Select(Read)];

    private FlagDefinition Read(Definition definition)
    {
        var variants = definition.Required("variants");
        var rules = definition.Node["rules"]?.Items ?? [];
        foreach (var variant in rules.Select(rule => rule["variant"]!).Prepend(definition.Required("default")))
        {
            scope.Require(variants.Entries.Select(entry => entry.Key), variant, "unknown_variant", "variant", "Variants of the flag are");
        }

        CheckKinds(variants);
        return new FlagDefinition
        {
            Id = definition.Id,
            Variants = variants.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => ValueOf(entry.Value), StringComparer.Ordinal),
            Default = definition.Text("default"),
            Rules = [.. rules.Select(rule => new FlagRule(rule["when"]!.Text, rule["variant"]!.Text))],
            IsDisabled = definition.Flag("disabled"),
            Owner = definition.Text("owner"),
            ReviewBy = definition.Date("reviewBy"),
        };
    }

    private void CheckKinds(SourceNode variants)
    {
        var first = ValueOf(variants.Entries[0].Value).Kind;
        foreach (var variant in variants.Entries.Where(entry => ValueOf(entry.Value).Kind != first))
        {
            scope.Problems.Add(
                variant.Value.Place,
                "wrong_type",
                $"`{variant.Key}` is not of the same type as `{variants.Entries[0].Key}`.",
                "A flag has one type for whoever reads it; text needs quotes where it looks like a number.");
        }
    }

    // Whole numbers and others are one type to whoever reads a flag.
    private static Value ValueOf(SourceNode node) => node.ToValue() is { Kind: ValueKind.Int } whole ? Value.Double(whole.AsInt) : node.ToValue();
}
