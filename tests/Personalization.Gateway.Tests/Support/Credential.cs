using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Support;

/// <summary>Ways to come without a credential that is good.</summary>
public enum Credential
{
    /// <summary>No key at all.</summary>
    None,

    /// <summary>A key that nobody made.</summary>
    Unknown,

    /// <summary>A key with every scope, which was revoked.</summary>
    Revoked,

    /// <summary>A token with every scope, whose time has passed.</summary>
    Expired,
}

/// <summary>Makes them.</summary>
internal static class CredentialText
{
    /// <summary>What a client would present.</summary>
    public static async Task<string?> Of(Credential credential, GatewayServer server)
    {
        switch (credential)
        {
            case Credential.None:
                return null;
            case Credential.Unknown:
                return "pk_wrong";
            case Credential.Expired:
                return server.Issuer.Expired(FirstKey.Tenant.Value, "ingest decide read privacy admin");
            default:
                var key = server.KeyWith(KeyScopes.All);
                Assert.True(await server.Control.Keys.Revoke(server.Control.KeyDirectory.Find(key)!.Id));
                return key;
        }
    }
}
