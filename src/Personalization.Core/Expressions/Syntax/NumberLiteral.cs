using System.Globalization;

namespace Personalization.Core.Expressions.Syntax;

/// <summary>Reads the number at the beginning of a text: <c>42</c>, <c>0x2A</c>, <c>42u</c>, <c>.5</c>, <c>1e-3</c>.</summary>
/// <remarks>
/// An int literal may be 2^63, one more than the largest int, so that the smallest can be written with a minus in front of it. It is
/// held as a uint until the parser has seen the minus.
/// </remarks>
internal static class NumberLiteral
{
    /// <summary>The uint that stands for an int literal of 2^63.</summary>
    public const ulong IntMinMagnitude = 1UL << 63;

    public static (Value Value, int Length) Read(ReadOnlySpan<char> text, out string? error)
    {
        error = null;
        var isHex = text is ['0', 'x' or 'X', ..];
        var length = isHex ? 2 + DigitsOf(text[2..], isHex: true) : DigitsOf(text, isHex: false);
        var isDouble = !isHex && (TakeFraction(text, ref length) | TakeExponent(text, ref length));
        var digits = isHex ? text[2..length] : text[..length];
        var isUint = !isDouble && length < text.Length && text[length] is 'u' or 'U';
        length += isUint ? 1 : 0;
        if (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
        {
            error = "a number is followed by something that does not belong to it";
            return (default, length);
        }

        if (isDouble)
        {
            return (Value.Double(double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture)), length);
        }

        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var magnitude) || (!isUint && magnitude > IntMinMagnitude))
        {
            error = isUint ? "the number does not fit an unsigned 64-bit integer" : "the number does not fit a signed 64-bit integer";
            return (default, length);
        }

        return (isUint || magnitude == IntMinMagnitude ? Value.Uint(magnitude) : Value.Int((long)magnitude), length);
    }

    private static int DigitsOf(ReadOnlySpan<char> text, bool isHex)
    {
        var length = 0;
        while (length < text.Length && (isHex ? char.IsAsciiHexDigit(text[length]) : char.IsAsciiDigit(text[length])))
        {
            length++;
        }

        return length;
    }

    private static bool TakeFraction(ReadOnlySpan<char> text, ref int length)
    {
        if (length >= text.Length || text[length] != '.')
        {
            return false;
        }

        var digits = DigitsOf(text[(length + 1)..], isHex: false);
        length += digits == 0 ? 0 : 1 + digits;
        return digits > 0;
    }

    private static bool TakeExponent(ReadOnlySpan<char> text, ref int length)
    {
        if (length >= text.Length || text[length] is not ('e' or 'E'))
        {
            return false;
        }

        var sign = length + 1 < text.Length && text[length + 1] is '+' or '-' ? 1 : 0;
        var digits = DigitsOf(text[Math.Min(text.Length, length + 1 + sign)..], isHex: false);
        length += digits == 0 ? 0 : 1 + sign + digits;
        return digits > 0;
    }
}
