using System.Text.Json.Serialization;
using Personalization.Journal.Control;

namespace Personalization.Cli.Commands;

/// <summary>A key as machine output shows it, the same in every command.</summary>
/// <param name="Id">What revokes it.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Created">When it was made, RFC 3339.</param>
/// <param name="Revoked">When it was revoked; null while it is good.</param>
/// <param name="Key">The text, where it was just made.</param>
internal sealed record KeyShape(
    string Id, string Tenant, IReadOnlyList<string> Scopes, string Label, string Created, string? Revoked,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key)
{
    public static KeyShape Of(ApiKey key, string? text = null) => new(
        key.Id, key.Tenant.Value, KeyScopeNames.Of(key.Scopes), key.Label, key.Created.ToString(), key.Revoked?.ToString(), text);
}
