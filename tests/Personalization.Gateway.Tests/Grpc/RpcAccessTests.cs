using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.Grpc;

/// <summary>Walks over every method that the running server answers, so that a new one is covered without thinking of it.</summary>
public sealed class RpcAccessTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private const string Ok = "0", PermissionDenied = "7", Unimplemented = "12", Unauthenticated = "16";

    private string[] Methods => [.. RpcMethods.Guarded(server.Services).Select(RpcMethods.PathOf)];

    [Fact]
    public void Only_these_services_are_open_to_all() =>
        Assert.Equal(RpcMethods.Open.Keys.Order(StringComparer.Ordinal), RpcMethods.Services(server.Services).Select(one => one.FullName).Where(name => name.StartsWith("grpc.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_method_of_the_contracts_is_answered()
    {
        foreach (var method in Methods)
        {
            Assert.NotEqual((method, Unimplemented), (method, await StatusOf(method, server.KeyWith(KeyScopes.All))));
        }
    }

    [Theory]
    [InlineData(Credential.None)]
    [InlineData(Credential.Unknown)]
    [InlineData(Credential.Revoked)]
    [InlineData(Credential.Expired)]
    public async Task Without_a_good_credential_every_method_is_UNAUTHENTICATED(Credential credential)
    {
        var text = await CredentialText.Of(credential, server);
        foreach (var method in Methods)
        {
            Assert.Equal((method, Unauthenticated), (method, await StatusOf(method, text)));
        }
    }

    [Fact]
    public async Task With_every_scope_but_its_own_every_method_is_PERMISSION_DENIED()
    {
        foreach (var method in Methods)
        {
            Assert.Equal((method, PermissionDenied), (method, await StatusOf(method, server.KeyWith(KeyScopes.All & ~ScopeOf(method)))));
        }
    }

    [Fact]
    public async Task Its_own_scope_alone_opens_a_method()
    {
        foreach (var method in Methods)
        {
            Assert.DoesNotContain(await StatusOf(method, server.KeyWith(ScopeOf(method))), (string[])[PermissionDenied, Unauthenticated]);
        }
    }

    [Fact]
    public async Task Health_is_told_without_a_key() => Assert.Equal(Ok, await StatusOf("/grpc.health.v1.Health/Check", null));

    private static KeyScopes ScopeOf(string method) => method.Split('/')[1] switch
    {
        "personalization.v1.Events" => KeyScopes.Ingest,
        "personalization.v1.Decisions" => method.EndsWith("/Get", StringComparison.Ordinal) ? KeyScopes.Read : KeyScopes.Decide,
        "personalization.v1.Profiles" => method.EndsWith("/Get", StringComparison.Ordinal) || method.EndsWith("/Watch", StringComparison.Ordinal) ? KeyScopes.Read : KeyScopes.Privacy,
        "personalization.v1.Catalog" => method.EndsWith("/Versions", StringComparison.Ordinal) ? KeyScopes.Read : KeyScopes.Admin,
        "personalization.v1.Replay" => KeyScopes.Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Which scope does this service need?"),
    };

    private Task<string> StatusOf(string method, string? key) => RpcStatus.Of(server.GrpcAddress, method, key);
}
