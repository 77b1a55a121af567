using System.Buffers.Text;
using System.Security.Cryptography;

namespace Personalization.Gateway.Pages.Links;

/// <summary>
/// Turns links into tokens that tell nothing and cannot be made by others, and back: base64url (RFC 4648, section 5) of a version, a nonce of 12 random bytes, and the payload sealed by
/// AES-256-GCM (NIST SP 800-38D) with its tag of 16 bytes. The version is under the seal, too.
/// </summary>
/// <remarks>Random nonces are good for 2^32 tokens of one key (section 8.3 there): a hundred a second for more than a year. Whoever makes more changes the key now and then.</remarks>
internal static class LinkSeal
{
    private const byte Version = 1;
    private const int NonceBytes = 12, TagBytes = 16, HeadBytes = 1 + NonceBytes;

    /// <summary>The token of a link.</summary>
    public static string Seal(LinkKey key, PreferenceLink link)
    {
        var plain = LinkPayload.Write(link);
        var token = new byte[HeadBytes + plain.Length + TagBytes];
        token[0] = Version;
        RandomNumberGenerator.Fill(token.AsSpan(1, NonceBytes));
        using var cipher = new AesGcm(key.Bytes, TagBytes);
        cipher.Encrypt(token.AsSpan(1, NonceBytes), plain, token.AsSpan(HeadBytes, plain.Length), token.AsSpan(HeadBytes + plain.Length), token.AsSpan(0, 1));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The link of a token, expired or not; null where it was not sealed by this key.</summary>
    public static PreferenceLink? Open(LinkKey key, string token)
    {
        if (token.Length > Limits.LinkTokenChars || !Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < HeadBytes + TagBytes || bytes[0] != Version)
        {
            return null;
        }

        var plain = new byte[bytes.Length - HeadBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(key.Bytes, TagBytes);
            cipher.Decrypt(bytes.AsSpan(1, NonceBytes), bytes.AsSpan(HeadBytes, plain.Length), bytes.AsSpan(HeadBytes + plain.Length), plain, bytes.AsSpan(0, 1));
        }
        catch (AuthenticationTagMismatchException)
        {
            // Damaged on its way, forged, or of another key: it is worth nothing in each case.
            return null;
        }

        return LinkPayload.Read(plain);
    }
}
