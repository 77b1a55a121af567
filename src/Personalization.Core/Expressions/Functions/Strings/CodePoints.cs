using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>Positions in texts: the language counts code points, .NET counts UTF-16 units. Half a surrogate pair alone counts as one.</summary>
internal static class CodePoints
{
    /// <summary>The unit at which a code point begins; false outside 0 to the number of code points, which is the end of the text.</summary>
    public static bool TryUnitAt(ReadOnlySpan<char> text, long position, out int unit)
    {
        unit = 0;
        if (position < 0 || position > text.Length)
        {
            return false;
        }

        for (long at = 0; at < position; at++)
        {
            if (unit == text.Length)
            {
                return false;
            }

            unit += UnitsAt(text, unit);
        }

        return true;
    }

    /// <summary>How many units the code point that begins at one has: 1 or 2.</summary>
    public static int UnitsAt(ReadOnlySpan<char> text, int unit)
    {
        Rune.DecodeFromUtf16(text[unit..], out _, out var units);
        return units;
    }

    /// <summary>How many code points there are.</summary>
    public static long Count(ReadOnlySpan<char> text)
    {
        long count = 0;
        for (var unit = 0; unit < text.Length; unit += UnitsAt(text, unit))
        {
            count++;
        }

        return count;
    }
}
