namespace Personalization.Journal.Control;

/// <summary>Tells keys from JSON Web Tokens by their look alone, so that neither is ever taken for the other.</summary>
public static class TokenShape
{
    /// <summary>
    /// Whether a text is written as a signed token (RFC 7515, 7.1): three parts with dots between them, of which the first is a JSON object in
    /// base64url, and so begins with <c>ey</c>. No key is like that.
    /// </summary>
    public static bool IsToken(ReadOnlySpan<char> text) => text.StartsWith("ey", StringComparison.Ordinal) && text.Count('.') == 2;
}
