using Personalization.Core.Catalogs.Contracts.Keywords;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>Compares keywords that combine schemas.</summary>
internal static class CombinedComparison
{
    /// <summary>Compares; findings are added to the comparison.</summary>
    public static void Compare(Comparison comparison, Premise old, SchemaNode next, Keyword keyword)
    {
        switch (keyword)
        {
            case RefKeyword or AllOfKeyword:
                foreach (var schema in keyword.Required)
                {
                    comparison.Compare(old, schema);
                }

                break;
            case AnyOfKeyword any when !any.Alternatives.Any(alternative => comparison.Proves(old, alternative)):
                comparison.CannotCompare(JsonPointer.Child(next.Pointer, "anyOf"), "none of the alternatives is sure to hold");
                break;
            case OneOfKeyword one when !old.All<OneOfKeyword>().Any(known => AreEquivalent(comparison, known.Alternatives, one.Alternatives)):
                comparison.CannotCompare(JsonPointer.Child(next.Pointer, "oneOf"), "the alternatives are not the same as before");
                break;
            case NotKeyword not when !Excludes(comparison, old, not):
                comparison.CannotCompare(JsonPointer.Child(next.Pointer, "not"), "what is forbidden was not forbidden before");
                break;
            case IfKeyword condition:
                CompareCondition(comparison, old, condition);
                break;
            case UnevaluatedPropertiesKeyword or UnevaluatedItemsKeyword:
                var name = keyword is UnevaluatedItemsKeyword ? "unevaluatedItems" : "unevaluatedProperties";
                comparison.CannotCompare(JsonPointer.Child(next.Pointer, name), "what counts as evaluated may have changed around it");
                break;
        }
    }

    private static bool Excludes(Comparison comparison, Premise old, NotKeyword not) =>
        (old.Types & not.Schema.Types) == SchemaTypes.None
        || old.All<NotKeyword>().Any(known => comparison.Proves(new Premise([not.Schema]), known.Schema));

    private static void CompareCondition(Comparison comparison, Premise old, IfKeyword wanted)
    {
        var known = old.All<IfKeyword>().FirstOrDefault(one => AreEquivalent(comparison, [one.Condition], [wanted.Condition]));
        if (wanted.Then is { } then)
        {
            comparison.Compare(old.And(wanted.Condition, known?.Then), then);
        }

        if (wanted.Otherwise is { } otherwise)
        {
            comparison.Compare(old.And(known?.Otherwise), otherwise);
        }
    }

    private static bool AreEquivalent(Comparison comparison, SchemaNode[] left, SchemaNode[] right) =>
        left.Length == right.Length
        && left.Zip(right).All(pair => comparison.Proves(new Premise([pair.First]), pair.Second) && comparison.Proves(new Premise([pair.Second]), pair.First));
}
