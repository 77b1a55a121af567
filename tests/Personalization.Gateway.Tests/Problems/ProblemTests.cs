using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Problems;

public sealed class ProblemTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static readonly string[] Members = ["type", "title", "status", "detail", "code", "path", "hint", "instance"];

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not_found")]
    [InlineData("GET", "/v1/decide", 405, "method_not_allowed")]
    [InlineData("POST", "/v1/decide", 400, "malformed_json")]
    [InlineData("GET", "/v1/profiles/users/nobody", 404, "unknown_subject")]
    public async Task Whatever_goes_wrong_is_answered_with_a_problem_document(string method, string path, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var reply = await server.Http.Ask(request);

        Assert.Equal((status, code), ((int)reply.Status, reply.Code));
        Assert.Equal("application/problem+json", reply.Message.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Members, reply.Body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(status, reply.Body.GetProperty("status").GetInt32());
        Assert.NotEmpty(reply.Body.GetProperty("hint").GetString()!);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Probes_may_ask_with_HEAD(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, (await server.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_method_that_is_not_for_an_address_says_which_are()
    {
        var reply = await server.Http.Get("/v1/batch");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.Status);
        Assert.Equal(["POST"], reply.Message.Content.Headers.Allow);
    }
}
