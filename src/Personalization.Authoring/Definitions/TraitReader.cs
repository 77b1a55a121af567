using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads traits.</summary>
internal static class TraitReader
{
    /// <summary>Reads all of them; they are in the scope afterwards.</summary>
    public static ImmutableArray<TraitDefinition> Read(CatalogScope scope, UseReader uses)
    {
        var traits = ImmutableArray.CreateBuilder<TraitDefinition>();
        foreach (var definition in scope.Section(SectionNames.Traits))
        {
            var kind = Kind(definition.Text("type"));
            var trait = new TraitDefinition(
                definition.Id,
                definition.Of,
                kind,
                definition.Flag("perAccount"),
                [.. (definition.Node["enum"]?.Items ?? []).Select(item => item.Scalar)])
            {
                Use = new FieldUse(uses.Read(definition.Node["purposes"], uses.Unsaid), definition.Flag("sensitive")),
            };
            CheckAllowed(definition, kind, scope.Problems);
            if (trait is { PerAccount: true, Of: SubjectSide.Account })
            {
                scope.Problems.Add(definition.Node["perAccount"]!.Place, "bad_combination", "Only a trait of a user can have one value per account.");
            }

            traits.Add(trait);
            scope.Traits.Add(trait.Id, trait);
        }

        return traits.ToImmutable();
    }

    private static void CheckAllowed(Definition definition, ValueKind kind, ProblemList problems)
    {
        foreach (var item in definition.Node["enum"]?.Items ?? [])
        {
            var fits = item.Scalar.Kind == kind || (kind == ValueKind.Double && item.Scalar.Kind == ValueKind.Int);
            if (!fits)
            {
                problems.Add(item.Place, "value_not_allowed", $"`{item.Scalar}` is not of the trait's type `{definition.Text("type")}`.", "A value in quotes is a string.");
            }
        }
    }

    private static ValueKind Kind(string type) => type switch
    {
        "boolean" => ValueKind.Bool,
        "integer" => ValueKind.Int,
        "number" => ValueKind.Double,
        "timestamp" => ValueKind.Timestamp,
        _ => ValueKind.String,
    };
}
