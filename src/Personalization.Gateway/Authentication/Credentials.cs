using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>Who a credential belongs to: the one place that knows what kinds of credential there are.</summary>
internal sealed class Credentials(IKeyDirectory keys)
{
    /// <summary>The caller with the credential of these headers, or null where there is none or it is not good.</summary>
    /// <param name="authorization">The header or metadata <c>authorization</c>.</param>
    /// <param name="apiKey">The header or metadata <c>x-api-key</c>.</param>
    public Caller? Find(string? authorization, string? apiKey) =>
        keys.Find(CredentialReader.Read(authorization, apiKey)) is { } key
            ? new Caller(key.Tenant, key.Scopes, key.Id)
            : null;
}
