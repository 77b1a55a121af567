using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Gateway.Authentication.Tokens;

namespace Personalization.Gateway.Tests.Support;

/// <summary>An issuer with keys of its own, which signs by hand what the standard says (RFC 7515), and whatever else it is asked to.</summary>
internal sealed class TestIssuer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("issuer-").FullName;
    private readonly RSA rsa = RSA.Create(2048);

    public TestIssuer() => WriteKeys(Rsa("r1", rsa), Elliptic("e1", Ec));

    /// <summary>Its key on the curve P-256.</summary>
    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TokenIssuer Settings => new("https://issuer.example", "personalization", Path.Combine(folder, "jwks.json"));

    /// <summary>The RSA key as everybody knows it.</summary>
    public byte[] PublicKey => rsa.ExportSubjectPublicKeyInfo();

    /// <summary>A good token, where nothing else is said.</summary>
    public string Token(string tenant, string scope, Action<JsonObject>? claims = null, string algorithm = "ES256", Action<JsonObject>? header = null)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var body = new JsonObject
        {
            ["iss"] = Settings.Name, ["aud"] = Settings.Audience, ["sub"] = "somebody", ["nbf"] = now - 5, ["exp"] = now + 300, ["tenant"] = tenant, ["scope"] = scope,
        };
        claims?.Invoke(body);
        var head = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = algorithm == "ES256" ? "e1" : "r1" };
        header?.Invoke(head);
        return Signed(head, body, text => Sign(algorithm, text));
    }

    /// <summary>One whose time has passed.</summary>
    public string Expired(string tenant, string scope) => Token(tenant, scope, claims => claims["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 60);

    /// <summary>A token with a signature of any kind.</summary>
    public static string Signed(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public void WriteKeys(params JsonObject[] keys) => File.WriteAllText(Settings.KeysPath, new JsonObject { ["keys"] = new JsonArray([.. keys]) }.ToJsonString());

    public static JsonObject Elliptic(string id, ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return new() { ["kty"] = "EC", ["kid"] = id, ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X!), ["y"] = Base64Url.EncodeToString(point.Y!) };
    }

    public static JsonObject Rsa(string id, RSA key)
    {
        var numbers = key.ExportParameters(false);
        return new() { ["kty"] = "RSA", ["kid"] = id, ["n"] = Base64Url.EncodeToString(numbers.Modulus!), ["e"] = Base64Url.EncodeToString(numbers.Exponent!) };
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        rsa.Dispose();
        Ec.Dispose();
    }

    private byte[] Sign(string algorithm, byte[] text) => algorithm switch
    {
        "ES256" => Ec.SignData(text, HashAlgorithmName.SHA256),
        "RS256" => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "RS384" => rsa.SignData(text, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        "PS256" => rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        // The public key as a shared secret: what a server that lets the token choose would be fooled by.
        "HS256" => HMACSHA256.HashData(PublicKey, text),
        "none" => [],
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "It is not known how to sign so."),
    };
}
