using Personalization.Core;

namespace Personalization.Journal.Control;

/// <summary>The names of <see cref="KeyScopes"/> outside of the program: <c>ingest</c>, <c>decide</c>, <c>read</c>, <c>privacy</c>, <c>admin</c>.</summary>
public static class KeyScopeNames
{
    private static readonly Dictionary<string, KeyScopes> ByName = new(StringComparer.Ordinal)
    {
        ["ingest"] = KeyScopes.Ingest, ["decide"] = KeyScopes.Decide, ["read"] = KeyScopes.Read,
        ["privacy"] = KeyScopes.Privacy, ["admin"] = KeyScopes.Admin, ["all"] = KeyScopes.All,
    };

    /// <summary>The names of some scopes in a fixed order.</summary>
    public static IReadOnlyList<string> Of(KeyScopes scopes) =>
        [.. ByName.Where(one => one.Value != KeyScopes.All && scopes.HasFlag(one.Value)).OrderBy(one => one.Value).Select(one => one.Key)];

    /// <summary>The scopes of some names; <c>all</c> stands for every one.</summary>
    /// <returns>Null, or <c>scope_unknown</c>.</returns>
    public static Problem? Parse(IEnumerable<string> names, out KeyScopes scopes)
    {
        scopes = KeyScopes.None;
        foreach (var name in names)
        {
            if (!ByName.TryGetValue(name, out var scope))
            {
                return new Problem("scope_unknown", "/scopes", $"'{name}' is no scope; use {string.Join(", ", Of(KeyScopes.All))} or all.");
            }

            scopes |= scope;
        }

        return null;
    }
}
