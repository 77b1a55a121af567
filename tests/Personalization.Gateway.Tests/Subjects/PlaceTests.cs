using System.Net;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.Subjects;

public sealed class PlaceTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Theory]
    [InlineData("users/u1")]
    [InlineData("shared/cap%2Fupsell.daily")]
    public async Task On_a_server_that_is_alone_everybody_lives_in_no_silo(string subject) =>
        Assert.Equal(JsonValueKind.Null, (await server.Http.Get($"/v1/subjects/{subject}/place")).Body.GetProperty("silo").ValueKind);

    [Fact]
    public async Task A_kind_that_is_none_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, (await server.Http.Get("/v1/subjects/planets/u1/place")).Status);

    [Fact]
    public async Task Only_an_administrator_may_ask()
    {
        using var reader = server.ClientWith(server.KeyWith(KeyScopes.Read));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Get("/v1/subjects/users/u1/place")).Status);
    }
}
