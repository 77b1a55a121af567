using Personalization.Core.Catalogs.Contracts.Keywords;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>Compares one keyword of the new contract with what the old one promises, if it says anything about the types at hand.</summary>
internal static class KeywordComparison
{
    private const SchemaTypes Numbers = SchemaTypes.Number | SchemaTypes.Integer;

    /// <summary>Compares; findings are added to the comparison.</summary>
    public static void Compare(Comparison comparison, Premise old, SchemaNode next, Keyword keyword)
    {
        if ((old.Types & TypesOf(keyword)) == SchemaTypes.None)
        {
            return;
        }

        switch (keyword)
        {
            case AllowedKeyword:
                comparison.Find("values_narrowed", next.Pointer, "Other values than those that are listed were allowed.");
                break;
            case BoundKeyword or MultipleOfKeyword or LengthKeyword or CountKeyword or PatternKeyword or FormatKeyword or UniqueItemsKeyword:
                AssertionComparison.Compare(comparison, old, next, keyword);
                break;
            case RequiredKeyword or DependentRequiredKeyword or PropertiesKeyword or PatternPropertiesKeyword or AdditionalPropertiesKeyword
                or PropertyNamesKeyword or DependentSchemasKeyword:
                ObjectComparison.Compare(comparison, old, next, keyword);
                break;
            case PrefixItemsKeyword or ItemsKeyword or ContainsKeyword:
                ListComparison.Compare(comparison, old, next, keyword);
                break;
            default:
                CombinedComparison.Compare(comparison, old, next, keyword);
                break;
        }
    }

    private static SchemaTypes TypesOf(Keyword keyword) => keyword switch
    {
        BoundKeyword or MultipleOfKeyword => Numbers,
        LengthKeyword or PatternKeyword or FormatKeyword => SchemaTypes.String,
        CountKeyword { Counted: Expressions.ValueKind.List } or UniqueItemsKeyword or PrefixItemsKeyword or ItemsKeyword or ContainsKeyword
            or UnevaluatedItemsKeyword => SchemaTypes.Array,
        CountKeyword or RequiredKeyword or DependentRequiredKeyword or PropertiesKeyword or PatternPropertiesKeyword or AdditionalPropertiesKeyword
            or PropertyNamesKeyword or DependentSchemasKeyword or UnevaluatedPropertiesKeyword => SchemaTypes.Object,
        _ => SchemaTypes.Any,
    };
}
