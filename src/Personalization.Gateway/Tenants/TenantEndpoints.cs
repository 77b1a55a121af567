using Microsoft.AspNetCore.Http;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Json;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tenants;

/// <summary><c>GET /v1/tenant</c>: whose key this is. A key sees its own tenant only; tenants are made where the store is.</summary>
internal static class TenantEndpoints
{
    /// <summary>Tells the caller's tenant, key and scopes.</summary>
    public static Task Get(HttpContext http) => JsonReply.Write(http.Response, http.Caller(), static (writer, caller) =>
    {
        writer.WriteStartObject();
        writer.WriteString("tenant"u8, caller.Tenant.Value);
        writer.WriteString("keyId"u8, caller.KeyId);
        writer.WriteStartArray("scopes"u8);
        foreach (var scope in KeyScopeNames.Of(caller.Scopes))
        {
            writer.WriteStringValue(scope);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
