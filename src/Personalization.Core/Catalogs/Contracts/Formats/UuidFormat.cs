namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary><c>uuid</c>: RFC 4122, section 3, of any version and variant.</summary>
internal static class UuidFormat
{
    private const int Length = 36;

    /// <summary>Whether a text is a UUID.</summary>
    public static bool IsUuid(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at is 8 or 13 or 18 or 23 ? text[at] != '-' : !char.IsAsciiHexDigit(text[at]))
            {
                return false;
            }
        }

        return text.Length == Length;
    }
}
