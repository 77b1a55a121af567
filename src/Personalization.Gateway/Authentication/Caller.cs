using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>Who makes a call, as the credential says.</summary>
/// <param name="Tenant">The tenant; nothing in a payload can name another.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="KeyId">The key's id, for logs and lists, not the key; <c>jwt:</c> and the token's subject for a token.</param>
internal sealed record Caller(TenantId Tenant, KeyScopes Scopes, string KeyId)
{
    /// <summary>The key's label; null for a token.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the caller may do this.</summary>
    public bool May(KeyScopes scope) => (Scopes & scope) == scope;
}
