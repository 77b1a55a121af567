namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>JSON pointers (RFC 6901) and relative ones (draft-bhutton-relative-json-pointer-00).</summary>
internal static class PointerFormats
{
    /// <summary><c>json-pointer</c>: empty, or names that each begin with a slash; <c>~</c> only as <c>~0</c> and <c>~1</c>.</summary>
    public static bool IsPointer(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] != '/')
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '~' && (at + 1 == text.Length || text[at + 1] is not ('0' or '1')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary><c>relative-json-pointer</c>: how many levels up, then <c>#</c> or a pointer.</summary>
    public static bool IsRelative(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        return digits > 0 && (digits == 1 || text[0] != '0') && (text[digits..] is "#" || IsPointer(text[digits..]));
    }
}
