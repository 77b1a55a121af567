using System.Globalization;

namespace Personalization.Core.Expressions.Functions;

/// <summary>
/// The written form of durations: decimal numbers with units, such as <c>1h30m</c>, <c>-1.5h</c> or <c>250ms</c>; units are
/// <c>h m s ms us ns</c>. https://github.com/google/cel-spec/blob/master/doc/langdef.md#abstract-types
/// </summary>
internal static class DurationText
{
    private const int FractionDigitsMax = 18;

    /// <summary>The units; two-letter ones first, so that <c>ms</c> is not read as <c>m</c>.</summary>
    private static readonly (string Name, long Nanoseconds)[] Units =
        [("ms", 1_000_000), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ns", 1), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000)];

    /// <summary>Reads a duration; false where it is malformed or beyond 64 bits of nanoseconds.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds)
    {
        nanoseconds = 0;
        var isNegative = text is ['-', ..];
        var rest = text is ['-' or '+', ..] ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        Int128 sum = 0;
        var isAny = false;
        while (!rest.IsEmpty)
        {
            if (!TryTakePart(ref rest, out var part) || (sum += part) > (Int128)long.MaxValue + 1)
            {
                return false;
            }

            isAny = true;
        }

        sum = isNegative ? -sum : sum;
        nanoseconds = (long)sum;
        return isAny && nanoseconds == sum;
    }

    /// <summary>Seconds with as many decimals as there are: <c>3600s</c>, <c>-0.25s</c>.</summary>
    public static string Format(long nanoseconds) =>
        (nanoseconds / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture) + "s";

    private static bool TryTakePart(ref ReadOnlySpan<char> rest, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var number = rest;
        var whole = TakeDigits(ref rest);
        var fraction = rest is ['.', ..] ? TakeDigits(ref rest, skip: 1) : default;
        if ((whole.IsEmpty && fraction.IsEmpty) || number.Length > byte.MaxValue || whole.Length > FractionDigitsMax + 1)
        {
            return false;
        }

        foreach (var (name, unit) in Units)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                rest = rest[name.Length..];
                var kept = fraction[..Math.Min(fraction.Length, FractionDigitsMax)];
                nanoseconds = (NumberOf(whole) * unit) + (NumberOf(kept) * unit / PowerOfTen(kept.Length));
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> rest, int skip = 0)
    {
        var end = skip;
        while (end < rest.Length && char.IsAsciiDigit(rest[end]))
        {
            end++;
        }

        var digits = rest[skip..end];
        rest = rest[end..];
        return digits;
    }

    private static Int128 NumberOf(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? 0 : Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
