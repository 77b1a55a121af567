using System.Text;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>Host names of RFC 1123 with the A-labels of RFC 5890, and with letters of all languages.</summary>
internal static class HostnameFormat
{
    private const int LabelCharsMax = 63;
    private const int NameCharsMax = 253;
    private const string Prefix = "xn--";

    /// <summary><c>hostname</c>: ASCII; a label that begins with <c>xn--</c> must stand for one of other letters.</summary>
    public static bool IsHostname(string text)
    {
        if (text.Length is 0 or > NameCharsMax || !Ascii.IsValid(text))
        {
            return false;
        }

        foreach (var range in text.AsSpan().Split('.'))
        {
            if (!IsAsciiLabel(text.AsSpan()[range], out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>idn-hostname</c>: also labels of other letters, and the full stops of RFC 3490.</summary>
    public static bool IsInternational(string text)
    {
        var labels = new List<Rune[]>();
        var length = -1;
        foreach (var range in text.AsSpan().SplitAny('.', '\u3002', '\uFF0E', '\uFF61'))
        {
            var label = text.AsSpan()[range];
            if (!TryReadLabel(label, out var letters, out var asciiLength))
            {
                return false;
            }

            labels.Add(letters);
            length += asciiLength + 1;
        }

        return length <= NameCharsMax && BidiRule.Holds(labels);
    }

    private static bool TryReadLabel(ReadOnlySpan<char> label, out Rune[] letters, out int asciiLength)
    {
        asciiLength = label.Length;
        if (Ascii.IsValid(label))
        {
            return IsAsciiLabel(label, out letters);
        }

        letters = [.. label.EnumerateRunes()];
        if (!IdnaLabel.IsValid(letters) || Punycode.Encode(letters) is not { } encoded)
        {
            return false;
        }

        asciiLength = Prefix.Length + encoded.Length;
        return asciiLength <= LabelCharsMax;
    }

    private static bool IsAsciiLabel(ReadOnlySpan<char> label, out Rune[] letters)
    {
        letters = [.. label.EnumerateRunes()];
        if (label.Length is 0 or > LabelCharsMax || label[0] == '-' || label[^1] == '-')
        {
            return label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && label.Length <= LabelCharsMax && IsEncoded(label, out letters);
        }

        foreach (var one in label)
        {
            if (!char.IsAsciiLetterOrDigit(one) && one != '-')
            {
                return false;
            }
        }

        return !label.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || IsEncoded(label, out letters);
    }

    // One label has one encoded form: what decodes must encode to the same again, and to other letters than ASCII's.
    private static bool IsEncoded(ReadOnlySpan<char> label, out Rune[] letters)
    {
        var encoded = label[Prefix.Length..].ToString();
        letters = Punycode.Decode(encoded) ?? [];
        return IdnaLabel.IsValid(letters)
            && letters.Any(letter => !letter.IsAscii)
            && string.Equals(Punycode.Encode(letters), encoded, StringComparison.OrdinalIgnoreCase)
            && BidiRule.Holds([letters]);
    }
}
