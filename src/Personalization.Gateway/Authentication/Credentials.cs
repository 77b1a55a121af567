using Personalization.Gateway.Authentication.Tokens;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>Who a credential belongs to: the one place that knows what kinds of credential there are.</summary>
/// <param name="keys">The keys.</param>
/// <param name="tokens">The tokens of an issuer; null where none is configured.</param>
internal sealed class Credentials(IKeyDirectory keys, TokenReader? tokens = null)
{
    /// <summary>The caller with the credential of these headers, or null where there is none or it is not good. Answers at once for keys.</summary>
    /// <param name="authorization">The header or metadata <c>authorization</c>.</param>
    /// <param name="apiKey">The header or metadata <c>x-api-key</c>.</param>
    public ValueTask<Caller?> Find(string? authorization, string? apiKey)
    {
        if (CredentialReader.Token(authorization) is { } token)
        {
            // Never looked up as a key, whether or not tokens are taken: what a text is does not depend on settings.
            return tokens?.Find(token) ?? default;
        }

        return new(keys.Find(CredentialReader.Read(authorization, apiKey)) is { } key
            ? new Caller(key.Tenant, key.Scopes, key.Id) { Name = key.Label }
            : null);
    }
}
