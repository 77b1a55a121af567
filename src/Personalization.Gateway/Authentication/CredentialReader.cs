using System.Text;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>Finds the key among the headers of a call.</summary>
internal static class CredentialReader
{
    /// <summary>Longer than any key: what is longer is none, and is not decoded or hashed.</summary>
    private const int KeyCharsMax = 256;

    private const string Bearer = "Bearer ";

    /// <summary>The token in <c>Bearer token</c>, or null where there is something else: tokens come in no other way.</summary>
    /// <param name="authorization">The header or metadata <c>authorization</c>.</param>
    public static string? Token(string? authorization) =>
        authorization is not null && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && authorization.AsSpan(Bearer.Length).Trim() is var text && TokenShape.IsToken(text)
            ? text.ToString()
            : null;

    /// <summary>The key, or nothing where there is none. A slice of the header where it can be: this is done for every call.</summary>
    /// <param name="authorization">The header or metadata <c>authorization</c>: <c>Bearer key</c>, or <c>Basic</c> with the key as user name.</param>
    /// <param name="apiKey">The header or metadata <c>x-api-key</c>.</param>
    public static ReadOnlySpan<char> Read(string? authorization, string? apiKey)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return Bounded(apiKey);
        }

        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return Bounded(authorization.AsSpan(Bearer.Length).Trim());
        }

        return authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            ? Bounded(UserName(authorization["Basic ".Length..].Trim()))
            : default;
    }

    // RFC 7617: base64 of "user:password". Segment's clients send the write key as user and no password.
    private static string? UserName(string base64)
    {
        Span<byte> decoded = stackalloc byte[KeyCharsMax * 2];
        if (base64.Length > KeyCharsMax * 2 || !Convert.TryFromBase64String(base64, decoded, out var length))
        {
            return null;
        }

        var user = decoded[..length];
        var colon = user.IndexOf((byte)':');
        return Encoding.UTF8.GetString(colon < 0 ? user : user[..colon]);
    }

    private static ReadOnlySpan<char> Bounded(ReadOnlySpan<char> key) => key.Length > KeyCharsMax ? default : key;
}
