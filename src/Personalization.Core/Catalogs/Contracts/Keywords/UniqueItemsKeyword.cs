using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>uniqueItems</c>: no two items are equal.</summary>
internal sealed class UniqueItemsKeyword : Keyword
{
    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.List)
        {
            return true;
        }

        var list = value.AsList;
        var repeated = list.Length <= Limits.PairwiseItemsMax ? RepeatedPairwise(list) : RepeatedHashed(list);
        return repeated < 0 || (check.Found is not null && Violated(check.Found, "duplicate_items", $"Item {repeated} repeats an earlier one; all must differ."));
    }

    private static int RepeatedPairwise(ReadOnlySpan<Value> list)
    {
        for (var at = 1; at < list.Length; at++)
        {
            for (var earlier = 0; earlier < at; earlier++)
            {
                if (JsonEquality.AreEqual(list[earlier], list[at]))
                {
                    return at;
                }
            }
        }

        return -1;
    }

    private static int RepeatedHashed(ReadOnlySpan<Value> list)
    {
        var seen = new HashSet<Value>(list.Length, JsonEquality.Comparer);
        for (var at = 0; at < list.Length; at++)
        {
            if (!seen.Add(list[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
