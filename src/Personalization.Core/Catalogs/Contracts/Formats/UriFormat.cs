using System.Buffers;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>URIs and references of RFC 3986, and with other letters of RFC 3987.</summary>
internal static class UriFormat
{
    private const string PathChars = "-._~!$&'()*+,;=:@/";

    /// <summary><c>uri</c>, <c>iri</c>: with a scheme.</summary>
    public static bool IsUri(ReadOnlySpan<char> text, bool isInternational)
    {
        var scheme = SchemeLength(text);
        return scheme > 0 && IsRest(text[(scheme + 1)..], isInternational);
    }

    /// <summary><c>uri-reference</c>, <c>iri-reference</c>: with a scheme, or relative.</summary>
    public static bool IsReference(ReadOnlySpan<char> text, bool isInternational)
    {
        // Before the first slash of a relative reference a colon would end a scheme.
        var first = text.IndexOfAny("/?#");
        var hasColon = (first < 0 ? text : text[..first]).Contains(':');
        return hasColon ? IsUri(text, isInternational) : IsRest(text, isInternational);
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1 || !char.IsAsciiLetter(text[0]))
        {
            return 0;
        }

        foreach (var one in text[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(one) && one is not ('+' or '-' or '.'))
            {
                return 0;
            }
        }

        return colon;
    }

    private static bool IsRest(ReadOnlySpan<char> text, bool isInternational)
    {
        var hash = text.IndexOf('#');
        var fragment = hash < 0 ? [] : text[(hash + 1)..];
        text = hash < 0 ? text : text[..hash];
        var mark = text.IndexOf('?');
        var query = mark < 0 ? [] : text[(mark + 1)..];
        text = mark < 0 ? text : text[..mark];
        if (text.StartsWith("//"))
        {
            var slash = text[2..].IndexOf('/');
            var authority = slash < 0 ? text[2..] : text.Slice(2, slash);
            text = slash < 0 ? [] : text[(slash + 2)..];
            if (!IsAuthority(authority, isInternational))
            {
                return false;
            }
        }

        return IsOf(text, PathChars, isInternational)
            && IsOf(query, PathChars + "?", isInternational, mayBePrivate: true)
            && IsOf(fragment, PathChars + "?", isInternational);
    }

    private static bool IsAuthority(ReadOnlySpan<char> text, bool isInternational)
    {
        var at = text.IndexOf('@');
        if (at >= 0 && !IsOf(text[..at], "-._~!$&'()*+,;=:", isInternational))
        {
            return false;
        }

        text = text[(at + 1)..];
        var isLiteral = text.StartsWith("[");
        var end = isLiteral ? text.IndexOf(']') + 1 : text.IndexOf(':');
        end = end < 0 ? text.Length : end;
        var host = text[..end];
        var port = text[end..];
        var isHost = isLiteral ? end > 0 && IsLiteral(host[1..^1]) : IsOf(host, "-._~!$&'()*+,;=", isInternational);
        return isHost && (port.IsEmpty || (port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9')));
    }

    private static bool IsLiteral(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('v' or 'V'))
        {
            return AddressFormats.IsV6(text);
        }

        var dot = text.IndexOf('.');
        if (dot < 2 || dot + 1 == text.Length)
        {
            return false;
        }

        foreach (var one in text[1..dot])
        {
            if (!char.IsAsciiHexDigit(one))
            {
                return false;
            }
        }

        return IsOf(text[(dot + 1)..], "-._~!$&'()*+,;=:", isInternational: false) && !text.Contains('%');
    }

    private static bool IsOf(ReadOnlySpan<char> text, ReadOnlySpan<char> punctuation, bool isInternational, bool mayBePrivate = false)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            if (one == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                {
                    return false;
                }

                at += 2;
            }
            else if (one >= 0x80)
            {
                if (!isInternational || !IsLetterOfIri(text[at..], mayBePrivate, out var length))
                {
                    return false;
                }

                at += length - 1;
            }
            else if (!char.IsAsciiLetterOrDigit(one) && !punctuation.Contains(one))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>ucschar of RFC 3987, and iprivate where it may stand.</summary>
    private static bool IsLetterOfIri(ReadOnlySpan<char> text, bool mayBePrivate, out int length)
    {
        var isValid = System.Text.Rune.DecodeFromUtf16(text, out var rune, out length) == OperationStatus.Done;
        var isPrivate = rune.Value is (>= 0xE000 and <= 0xF8FF) or >= 0xF0000;
        var isLetter = rune.Value is (>= 0xA0 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFEF)
            || (rune.Value is >= 0x10000 and < 0xF0000 && (rune.Value & 0xFFFF) <= 0xFFFD && rune.Value is not (>= 0xE0000 and < 0xE1000));
        return isValid && (isLetter || (mayBePrivate && isPrivate));
    }
}
