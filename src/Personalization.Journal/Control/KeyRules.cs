using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>What keys must be like, wherever they are kept.</summary>
internal static class KeyRules
{
    /// <summary>Null, or why there can be no such key: <c>scopes_missing</c>, <c>label_too_long</c>.</summary>
    public static Problem? Check(ApiKey key)
    {
        if (key.Scopes == KeyScopes.None)
        {
            return new Problem("scopes_missing", "/scopes", "A key needs at least one scope.");
        }

        return key.Label.Length > Limits.KeyLabelCharsMax
            ? new Problem("label_too_long", "/label", $"A label has at most {Limits.KeyLabelCharsMax} characters.")
            : null;
    }

    /// <summary>Null, or why there can be no key of this text: <c>key_invalid</c>.</summary>
    public static Problem? CheckText(string text) => text.Length is 0 or > Limits.KeyCharsMax || text.Any(one => one is <= ' ' or > '~') || TokenShape.IsToken(text)
        ? new Problem("key_invalid", "/key", $"A key is 1 to {Limits.KeyCharsMax} visible ASCII characters without spaces, and does not look like a JSON Web Token.")
        : null;

    /// <summary>What an import of a key that is known already gives: the key, or <c>key_taken</c>.</summary>
    public static (Problem? Problem, ApiKey? Key) Take(ApiKey known, TenantId tenant) => known.Revoked is null && known.Tenant == tenant
        ? (null, known)
        : (new Problem("key_taken", "/key", "This key is revoked or belongs to another tenant; choose another one."), null);

    /// <summary>There is no such tenant.</summary>
    public static Problem NoTenant(TenantId tenant) => new("tenant_unknown", "/tenant", $"There is no tenant '{tenant}'; create it first.");

    /// <summary>There are as many good keys as there can be.</summary>
    public static Problem TooMany { get; } = new("too_many_keys", "", $"There are {Limits.KeysMax} keys; revoke some that are not used.");
}
