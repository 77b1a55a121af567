using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>Compares keywords that look at the items of a list.</summary>
internal static class ListComparison
{
    /// <summary>Compares; findings are added to the comparison.</summary>
    public static void Compare(Comparison comparison, Premise old, SchemaNode next, Keyword keyword)
    {
        var countMax = old.CountMax(ValueKind.List);
        switch (keyword)
        {
            case PrefixItemsKeyword prefix:
                for (var at = 0; at < prefix.Prefix.Length && at < countMax; at++)
                {
                    comparison.Compare(old.Item(at), prefix.Prefix[at]);
                }

                break;
            case ItemsKeyword items:
                for (var at = items.Prefix; at <= Math.Max(items.Prefix, old.Prefix) && at < countMax; at++)
                {
                    comparison.Compare(old.Item(at), items.Items);
                }

                break;
            case ContainsKeyword contains when !CountsAtLeast(comparison, old, contains) || !CountsAtMost(comparison, old, contains):
                comparison.Find("items_narrowed", JsonPointer.Child(next.Pointer, "contains"), "Lists with another number of such items may have been accepted.");
                break;
        }
    }

    private static bool CountsAtLeast(Comparison comparison, Premise old, ContainsKeyword wanted) =>
        wanted.Min == 0
        || old.All<ContainsKeyword>().Any(known => known.Min >= wanted.Min && comparison.Proves(new Premise([known.Schema]), wanted.Schema));

    private static bool CountsAtMost(Comparison comparison, Premise old, ContainsKeyword wanted) =>
        old.CountMax(ValueKind.List) <= wanted.Max
        || old.All<ContainsKeyword>().Any(known => known.Max <= wanted.Max && comparison.Proves(new Premise([wanted.Schema]), known.Schema));
}
