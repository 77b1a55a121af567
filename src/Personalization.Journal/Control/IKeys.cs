using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The keys of all tenants. Only SHA-256 hashes of their texts are stored.</summary>
public interface IKeys
{
    /// <summary>Makes a key with a random text, which is given out here and never again.</summary>
    /// <returns>The key, or why not: <c>tenant_unknown</c>, <c>scopes_missing</c>, <c>label_too_long</c>, <c>too_many_keys</c>.</returns>
    ValueTask<(Problem? Problem, CreatedKey? Created)> Create(TenantId tenant, KeyScopes scopes, string label);

    /// <summary>Makes a key with a text that its user chose; gives the key that is there already where the text is known.</summary>
    /// <returns>The key, or why not: as <see cref="Create"/>, and <c>key_invalid</c>; <c>key_taken</c> where it is revoked or another tenant's.</returns>
    ValueTask<(Problem? Problem, ApiKey? Key)> Import(TenantId tenant, KeyScopes scopes, string label, string text);

    /// <summary>All keys, the newest first; of one tenant, or of all.</summary>
    ValueTask<IReadOnlyList<ApiKey>> List(TenantId? tenant = null);

    /// <summary>Revokes a key by its id. This process refuses it from the answer on.</summary>
    /// <returns>Whether there was such a key that was good until now.</returns>
    ValueTask<bool> Revoke(string id);
}
