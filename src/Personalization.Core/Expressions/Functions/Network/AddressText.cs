using System.Globalization;
using System.Text;

namespace Personalization.Core.Expressions.Functions.Network;

/// <summary>
/// The written form of addresses: dotted decimals, or groups of hexadecimal digits, written as
/// https://www.rfc-editor.org/rfc/rfc5952 recommends. No zones, no leading zeros in decimals, no dots behind <c>::ffff:</c>.
/// </summary>
internal static class AddressText
{
    private const int GroupsOfV6 = 8, GroupBits = 16, GroupsOfV4 = 2;

    /// <summary>Reads an address; null where it is malformed.</summary>
    public static Address? Parse(ReadOnlySpan<char> text)
    {
        if (!text.Contains(':'))
        {
            return TryParseV4(text, out var v4) ? Address.OfV4(v4) : null;
        }

        if (!TryParseV6(text, out var bits))
        {
            return null;
        }

        var address = Address.OfV6(bits);
        return address.IsV4 && text.Contains('.') ? null : address;
    }

    public static string Format(Address address) => address.IsV4
        ? string.Create(CultureInfo.InvariantCulture, $"{(byte)(address.Bits >> 24)}.{(byte)(address.Bits >> 16)}.{(byte)(address.Bits >> 8)}.{(byte)address.Bits}")
        : FormatV6(address.Bits);

    private static bool TryParseV4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        var fields = 0;
        foreach (var range in text.Split('.'))
        {
            var field = text[range];
            if (++fields > 4 || field is ['0', _, ..] || !byte.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            bits = (bits << 8) | value;
        }

        return fields == 4;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return TryParseGroups(text, mayEndInV4: true, out bits, out var all) && all == GroupsOfV6;
        }

        bits = default;
        if (!TryParseGroups(text[..gap], mayEndInV4: false, out var high, out var before)
            || !TryParseGroups(text[(gap + 2)..], mayEndInV4: true, out var low, out var after)
            || before + after >= GroupsOfV6)
        {
            return false;
        }

        bits = (before == 0 ? 0 : high << ((GroupsOfV6 - before) * GroupBits)) | low;
        return true;
    }

    /// <summary>Reads groups with colons between them, or none; the last two may be written as IPv4.</summary>
    private static bool TryParseGroups(ReadOnlySpan<char> text, bool mayEndInV4, out UInt128 bits, out int groups)
    {
        bits = 0;
        groups = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (mayEndInV4 && range.End.GetOffset(text.Length) == text.Length && group.Contains('.'))
            {
                groups += GroupsOfV4;
                var isV4 = TryParseV4(group, out var v4);
                bits = (bits << Address.BitsOfV4) | v4;
                return isV4 && groups <= GroupsOfV6;
            }

            if (++groups > GroupsOfV6 || group.Length > 4
                || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            bits = (bits << GroupBits) | value;
        }

        return true;
    }

    private static string FormatV6(UInt128 bits)
    {
        var (start, length) = LongestZeros(bits);
        var text = new StringBuilder();
        for (var at = 0; at < GroupsOfV6; at++)
        {
            if (at == start && length > 1)
            {
                text.Append("::");
                at += length - 1;
                continue;
            }

            text.Append(text.Length == 0 || text[^1] == ':' ? "" : ":").Append(Group(bits, at).ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>The first of the longest runs of groups that are zero.</summary>
    private static (int Start, int Length) LongestZeros(UInt128 bits)
    {
        var best = (Start: 0, Length: 0);
        var length = 0;
        for (var at = 0; at < GroupsOfV6; at++)
        {
            length = Group(bits, at) == 0 ? length + 1 : 0;
            best = length > best.Length ? (at - length + 1, length) : best;
        }

        return best;
    }

    private static ushort Group(UInt128 bits, int at) => (ushort)(bits >> ((GroupsOfV6 - 1 - at) * GroupBits));
}
