namespace Personalization.Gateway.Authentication.Tokens;

/// <summary>Whose tokens are taken beside keys: JSON Web Tokens (RFC 7519) that somebody else signs.</summary>
/// <param name="Name">What their claim <c>iss</c> must say.</param>
/// <param name="Audience">What their claim <c>aud</c> must name.</param>
/// <param name="KeysPath">The file with the issuer's public keys, a JWK Set (RFC 7517). It is read again when it changes.</param>
public sealed record TokenIssuer(string Name, string Audience, string KeysPath);
