namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>Addresses of RFC 2673, section 3.2 (IPv4) and RFC 4291, section 2.2 (IPv6), without zones and prefixes.</summary>
internal static class AddressFormats
{
    private const int Groups = 8;

    /// <summary><c>ipv4</c>: four numbers up to 255 without leading zeros.</summary>
    public static bool IsV4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            var isOctet = part.Length is >= 1 and <= 3 && !part.ContainsAnyExceptInRange('0', '9') && (part.Length == 1 || part[0] != '0');
            if (!isOctet || int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255)
            {
                return false;
            }

            parts++;
        }

        return parts == 4;
    }

    /// <summary><c>ipv6</c>: eight groups, of which one run may be left out; the last two may be an IPv4 address.</summary>
    public static bool IsV6(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return CountGroups(text, mayEndV4: true) == Groups;
        }

        var left = text[..gap];
        var right = text[(gap + 2)..];
        var before = left.IsEmpty ? 0 : CountGroups(left, mayEndV4: false);
        var after = right.IsEmpty ? 0 : CountGroups(right, mayEndV4: true);
        return before >= 0 && after >= 0 && before + after < Groups;
    }

    // Negative where one of them is no group.
    private static int CountGroups(ReadOnlySpan<char> text, bool mayEndV4)
    {
        var count = 0;
        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            var isLast = range.End.GetOffset(text.Length) == text.Length;
            if (isLast && mayEndV4 && IsV4(group))
            {
                return count + 2;
            }

            if (group.Length is < 1 or > 4 || !IsHex(group))
            {
                return -1;
            }

            count++;
        }

        return count;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var one in text)
        {
            if (!char.IsAsciiHexDigit(one))
            {
                return false;
            }
        }

        return true;
    }
}
