using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Personalization.Core.Expressions.Patterns;

/// <summary>What Unicode says about all code points, gathered when it is first asked for, which takes some milliseconds.</summary>
internal static class UnicodeTables
{
    private const int Last = 0x10FFFF;

    /// <summary>The short names of the general categories in the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly string[] Names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf",
        "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    private static readonly Lazy<FrozenDictionary<string, CodePointSet>> Categories = new(FindCategories);
    private static readonly Lazy<FrozenDictionary<int, int[]>> Orbits = new(FindOrbits);

    /// <summary>The code points of a category, <c>Lu</c>, or of all that begin with a letter, <c>L</c>; null where there is none of the name.</summary>
    public static CodePointSet? Category(string name) => Categories.Value.GetValueOrDefault(name);

    /// <summary>A set with all that differs from its members by case only.</summary>
    public static CodePointSet IgnoreCase(CodePointSet set)
    {
        var orbits = Orbits.Value;
        var size = 0;
        foreach (var (from, to) in set.Ranges)
        {
            size += to - from + 1;
        }

        var cased = size > orbits.Count ? orbits.Keys.Where(set.Contains) : set.Points.Where(orbits.ContainsKey);
        return set.With(CodePointSet.Of(cased.SelectMany(point => orbits[point]).Select(point => (point, point))));
    }

    private static FrozenDictionary<string, CodePointSet> FindCategories()
    {
        var ranges = Array.ConvertAll(Names, _ => new List<(int From, int To)>());
        var from = 0;
        for (var point = 1; point <= Last + 1; point++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(from);
            if (point > Last || CharUnicodeInfo.GetUnicodeCategory(point) != category)
            {
                ranges[(int)category].Add((from, point - 1));
                from = point;
            }
        }

        return Names.Concat(Names.Select(name => name[..1])).Distinct(StringComparer.Ordinal).ToFrozenDictionary(
            name => name,
            name => CodePointSet.Of(Names.Zip(ranges).Where(one => one.First.StartsWith(name, StringComparison.Ordinal)).SelectMany(one => one.Second)),
            StringComparer.Ordinal);
    }

    /// <summary>For every letter that has a case all letters that differ from it by case only, itself included.</summary>
    private static FrozenDictionary<int, int[]> FindOrbits() => Enumerable.Range(0, Last + 1)
        .Where(Rune.IsValid)
        .Select(point => new Rune(point))
        .GroupBy(rune => Rune.ToUpperInvariant(Rune.ToLowerInvariant(rune)))
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group.Select(rune => KeyValuePair.Create(rune.Value, group.Select(one => one.Value).ToArray())))
        .ToFrozenDictionary();
}
