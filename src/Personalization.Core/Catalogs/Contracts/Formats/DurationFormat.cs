namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary><c>duration</c>: RFC 3339, appendix A. Units stand in order and without gaps; weeks stand alone.</summary>
internal static class DurationFormat
{
    /// <summary>Whether a text is a duration.</summary>
    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        var time = text.IndexOf('T');
        var date = time < 0 ? text[1..] : text[1..time];
        return time < 0
            ? IsChain(date, "YMD") || IsChain(date, "W")
            : (date.IsEmpty || IsChain(date, "YMD")) && IsChain(text[(time + 1)..], "HMS");
    }

    private static bool IsChain(ReadOnlySpan<char> text, ReadOnlySpan<char> units)
    {
        var next = -1;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            var unit = digits < 1 ? -1 : units.IndexOf(text[digits]);
            if (unit < 0 || (next >= 0 && unit != next))
            {
                return false;
            }

            next = unit + 1;
            text = text[(digits + 1)..];
        }

        return next > 0;
    }
}
