using System.Text;
using Microsoft.IdentityModel.Tokens;
using Personalization.Core;

namespace Personalization.Gateway.Authentication.Tokens;

/// <summary>The public keys of an issuer, as a JWK Set (RFC 7517) names them.</summary>
public sealed class TokenKeySet
{
    private const string Path = "/keys";

    private readonly byte[] content;

    private TokenKeySet(byte[] content, IReadOnlyList<SecurityKey> keys) => (this.content, Keys) = (content, keys);

    /// <summary>What the set was read from.</summary>
    internal ReadOnlySpan<byte> Content => content;

    /// <summary>The keys that signatures are checked with: RSA, and elliptic curves.</summary>
    internal IReadOnlyList<SecurityKey> Keys { get; }

    /// <summary>Reads the set in a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The keys, or why there are none to be trusted: <c>invalid_keys</c>.</returns>
    public static (Problem? Problem, TokenKeySet? Set) Open(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > Limits.TokenKeysBytes)
            {
                return (Invalid($"It is longer than {Limits.TokenKeysBytes / 1024} KiB."), null);
            }

            var json = new byte[file.Length];
            file.ReadExactly(json);
            return Read(json);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return (Invalid($"It cannot be read: {gone.Message}"), null);
        }
    }

    /// <summary>Reads a set.</summary>
    /// <param name="json">The content of the file.</param>
    /// <returns>The keys, or why there are none to be trusted: <c>invalid_keys</c>.</returns>
    public static (Problem? Problem, TokenKeySet? Set) Read(byte[] json)
    {
        JsonWebKeySet set;
        try
        {
            set = JsonWebKeySet.Create(Encoding.UTF8.GetString(json));
        }
        catch (ArgumentException malformed)
        {
            return (Invalid($"It is no JWK Set ({malformed.Message})."), null);
        }

        return Check(set) is { } problem ? (problem, null) : (null, new TokenKeySet(json, [.. set.GetSigningKeys()]));
    }

    private static Problem? Check(JsonWebKeySet set)
    {
        // A secret that both sides know lets whoever reads this file make tokens, and one that is handed out as a public key lets everybody.
        if (set.Keys.FirstOrDefault(key => key.Kty is not (JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve)) is { } other)
        {
            return Invalid($"The key '{other.Kid}' has the type '{other.Kty}'; only RSA and EC keys are taken.");
        }

        if (set.Keys.FirstOrDefault(key => key.HasPrivateKey) is { } known)
        {
            return Invalid($"The key '{known.Kid}' holds its private part, which only the issuer should have.");
        }

        if (set.Keys.FirstOrDefault(key => key.Kty == JsonWebAlgorithmsKeyTypes.RSA && key.KeySize < Limits.TokenKeyBits) is { } weak)
        {
            return Invalid($"The RSA key '{weak.Kid}' has fewer than {Limits.TokenKeyBits} bits.");
        }

        return set.Keys.Count is 0 or > Limits.TokenKeys || set.GetSigningKeys().Count == 0
            ? Invalid($"It holds {set.Keys.Count} keys; it needs 1 to {Limits.TokenKeys} for signatures.")
            : null;
    }

    private static Problem Invalid(string message) => new("invalid_keys", Path, message);
}
