using System.Globalization;
using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Patterns;

/// <summary>A set of code points, written for .NET, whose patterns see UTF-16 units.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;
    private const int FirstAstral = 0x10000;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private readonly List<(int From, int To)> ranges = [];
    private readonly StringBuilder categories = new();

    /// <summary>What <c>\d</c> means.</summary>
    public static CodePoints Digits { get; } = Of(('0', '9'));

    /// <summary>What <c>\w</c> means.</summary>
    public static CodePoints Words { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>What <c>\s</c> means.</summary>
    public static CodePoints Spaces { get; } = Of(
        ('\t', '\r'), (' ', ' '), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>What <c>.</c> does not match.</summary>
    public static CodePoints LineEnds { get; } = Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029));

    /// <summary>The only code point of the set; null where there are others.</summary>
    public int? Single => categories.Length == 0 && ranges is [var (from, to)] && from == to ? from : null;

    /// <summary>A set of one.</summary>
    public static CodePoints Of(int one) => Of((one, one));

    /// <summary>A set of ranges.</summary>
    public static CodePoints Of(params (int From, int To)[] ranges)
    {
        var set = new CodePoints();
        set.ranges.AddRange(ranges);
        return set;
    }

    /// <summary>The set of a general category, such as <c>\p{Lu}</c>, as .NET writes it.</summary>
    public static CodePoints Category(string written)
    {
        var set = new CodePoints();
        set.categories.Append(written);
        return set;
    }

    /// <summary>Everything else. Only for sets without categories.</summary>
    public CodePoints Complement()
    {
        var rest = new CodePoints();
        var next = 0;
        foreach (var (from, to) in ranges.Order())
        {
            if (from > next)
            {
                rest.ranges.Add((next, from - 1));
            }

            next = Math.Max(next, to + 1);
        }

        if (next <= Last)
        {
            rest.ranges.Add((next, Last));
        }

        return rest;
    }

    /// <summary>Adds a set.</summary>
    public void Add(CodePoints other)
    {
        ranges.AddRange(other.ranges);
        categories.Append(other.categories);
    }

    /// <summary>The set, or everything else, as a pattern that matches exactly one code point.</summary>
    public string Write(bool isNegated)
    {
        var units = new StringBuilder();
        foreach (var (from, to) in ranges.Where(range => range.From < FirstAstral))
        {
            WriteRange(units, from, Math.Min(to, FirstAstral - 1), splitsSurrogates: !isNegated);
        }

        units.Append(categories);
        if (isNegated)
        {
            // A half of a pair is no code point: it would count the pair twice.
            units.Append(@"\uD800-\uDFFF");
        }

        var pairs = Pairs(isNegated ? Complement() : this);
        var set = units.Length == 0 ? null : (isNegated ? "[^" : "[") + units + "]";
        return (set, pairs) switch
        {
            (null, "") => @"[^\s\S]",
            (null, _) => $"(?:{pairs})",
            (_, "") => set,
            _ => $"(?:{set}|{pairs})",
        };
    }

    private static void WriteRange(StringBuilder units, int from, int to, bool splitsSurrogates)
    {
        if (splitsSurrogates && from < FirstSurrogate && to > LastSurrogate)
        {
            WriteRange(units, from, FirstSurrogate - 1, false);
            WriteRange(units, LastSurrogate + 1, to, false);
            return;
        }

        units.Append(Unit(from));
        if (to > from)
        {
            units.Append('-').Append(Unit(to));
        }
    }

    private static string Pairs(CodePoints set)
    {
        var pairs = new List<string>();
        foreach (var (rangeFrom, rangeTo) in set.ranges.Where(range => range.To >= FirstAstral))
        {
            for (var from = Math.Max(rangeFrom, FirstAstral); from <= rangeTo;)
            {
                // All pairs of one high surrogate, or of as many whole ones as there are.
                var to = Math.Min(rangeTo, from | 0x3FF);
                var isWhole = (from & 0x3FF) == 0 && to == (from | 0x3FF);
                var end = isWhole ? Math.Max(to, ((rangeTo + 1) & ~0x3FF) - 1) : to;
                var (first, last) = (char.ConvertFromUtf32(from), char.ConvertFromUtf32(end));
                pairs.Add($"[{Unit(first[0])}-{Unit(last[0])}][{Unit(first[1])}-{Unit(last[1])}]");
                from = end + 1;
            }
        }

        return string.Join('|', pairs);
    }

    private static string Unit(int unit) => @"\u" + unit.ToString("X4", CultureInfo.InvariantCulture);
}
