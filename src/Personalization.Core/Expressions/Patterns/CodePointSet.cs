namespace Personalization.Core.Expressions.Patterns;

/// <summary>A set of code points: what one place of a pattern matches. Immutable.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int AsciiEnd = 128;
    private readonly (int From, int To)[] ranges;
    private readonly UInt128 ascii;

    private CodePointSet((int From, int To)[] ranges)
    {
        this.ranges = ranges;
        foreach (var (from, to) in ranges)
        {
            for (var point = from; point <= to && point < AsciiEnd; point++)
            {
                ascii |= UInt128.One << point;
            }
        }
    }

    /// <summary>The set without any.</summary>
    public static CodePointSet None { get; } = new([]);

    /// <summary>Its ranges in order, with gaps between them.</summary>
    public ReadOnlySpan<(int From, int To)> Ranges => ranges;

    /// <summary>Its members in order.</summary>
    public IEnumerable<int> Points => ranges.SelectMany(range => Enumerable.Range(range.From, range.To - range.From + 1));

    /// <summary>The only code point of the set; null where there are others or none.</summary>
    public int? Single => ranges is [var (from, to)] && from == to ? from : null;

    /// <summary>A set of ranges in any order.</summary>
    public static CodePointSet Of(params IEnumerable<(int From, int To)> written)
    {
        var merged = new List<(int From, int To)>();
        foreach (var range in written.Order())
        {
            if (merged.Count > 0 && range.From <= merged[^1].To + 1)
            {
                merged[^1] = (merged[^1].From, Math.Max(merged[^1].To, range.To));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new CodePointSet([.. merged]);
    }

    /// <summary>A set of one.</summary>
    public static CodePointSet Of(int point) => new([(point, point)]);

    /// <summary>What is in either.</summary>
    public CodePointSet With(CodePointSet other) => Of(ranges.Concat(other.ranges));

    /// <summary>Everything else.</summary>
    public CodePointSet Complement()
    {
        var rest = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in ranges)
        {
            if (from > next)
            {
                rest.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            rest.Add((next, Last));
        }

        return new CodePointSet([.. rest]);
    }

    /// <summary>Whether a code point is in it.</summary>
    public bool Contains(int point)
    {
        if (point < 0)
        {
            return false;
        }

        if (point < AsciiEnd)
        {
            return ((ascii >> point) & 1) != 0;
        }

        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (point < ranges[middle].From)
            {
                high = middle - 1;
            }
            else if (point > ranges[middle].To)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
