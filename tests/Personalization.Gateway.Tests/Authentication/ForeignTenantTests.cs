using System.Net;
using Google.Protobuf.Reflection;
using Personalization.Gateway.Tests.Grpc;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Authentication;

/// <summary>Reaches with a key of one tenant for everything of another, at every address and method that the running server has.</summary>
public sealed class ForeignTenantTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    /// <summary>Of somebody that nothing is known of they tell that there is nothing, and do not say 404: days without counts, and where somebody would be.</summary>
    private static readonly string[] AnswerOfNobody = ["/v1/accounts/{id}/rollup", "/v1/subjects/{kind}/{id}/place"];

    /// <summary>They begin with a person whom nobody knows yet, destroy what there is of one, which may be nothing, or say that nothing was merged into them.</summary>
    private static readonly string[] TakeAnybody = ["SetConsents", "SetPreferences", "Erase", "Unmerge"];

    private const string Unknown = "2", NotFound = "5", PermissionDenied = "7", Internal = "13", Unauthenticated = "16";

    [Fact]
    public async Task At_no_address_is_anything_seen_or_changed_with_the_key_of_another_tenant()
    {
        using var world = await TenantWorld.Make(server);
        var before = await world.Look();
        foreach (var route in MappedRoute.Guarded(server.Services))
        {
            // A tenant for each: what one call leaves behind is no answer to the next.
            using var stranger = server.ClientWith(await server.KeyOfReadyTenant());
            using var call = ForeignCalls.Of(route, world, out var said);
            using var reply = await stranger.SendAsync(call, TestContext.Current.CancellationToken);
            var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.Equal((route, null), (route, world.ToldBy(text, said)));

            // A server without a region moves nobody.
            Assert.True(reply.StatusCode is < HttpStatusCode.InternalServerError or HttpStatusCode.NotImplemented, $"{route}: {reply.StatusCode} {text}");
            if (NamesWhatIsThere(route) && reply.StatusCode != HttpStatusCode.NotImplemented)
            {
                Assert.Equal((route, HttpStatusCode.NotFound), (route, reply.StatusCode));
            }

            Assert.Equal((route, before), (route, await world.Look()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task By_no_method_is_anything_seen_or_changed_with_the_key_of_another_tenant(int kind)
    {
        using var world = await TenantWorld.Make(server);
        var before = await world.Look();
        foreach (var method in RpcMethods.Guarded(server.Services))
        {
            var message = ForeignMessages.Of(method.InputType, world, kind);
            var (status, reply) = await RpcStatus.Call(server.GrpcAddress, RpcMethods.PathOf(method), await server.KeyOfReadyTenant(), message);

            Assert.Equal((method.FullName, null), (method.FullName, world.ToldBy(reply, message.ToString()!)));
            Assert.DoesNotContain(status, (string[])[Unknown, PermissionDenied, Internal, Unauthenticated]);
            if (NamesWhatIsThere(method))
            {
                Assert.Equal((method.FullName, NotFound), (method.FullName, status));
            }

            Assert.Equal((method.FullName, before), (method.FullName, await world.Look()));
        }
    }

    // Whoever reads, revokes, activates or stops one thing is told that it is not there; who is erased or says something is the tenant's own subject of that name.
    private static bool NamesWhatIsThere(MappedRoute route) =>
        route.Path.Contains('{', StringComparison.Ordinal) && !AnswerOfNobody.Contains(route.Path)
        && (route.Method == "GET" || !route.Path.StartsWith("/v1/profiles", StringComparison.Ordinal));

    private static bool NamesWhatIsThere(MethodDescriptor method) =>
        !TakeAnybody.Contains(method.Name) && method.InputType.Fields.InDeclarationOrder().Any(field => field.Name is "id" or "decision_id" or "hash");
}
