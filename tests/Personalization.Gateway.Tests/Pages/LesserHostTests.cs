using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Http;
using Personalization.Gateway.Pages;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Regions;
using Personalization.Gateway.SubjectRequests;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>Hosts that were given no key for links, or that cannot erase.</summary>
public sealed class LesserHostTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task Without_a_key_for_links_there_are_none()
    {
        var http = Call("POST", $"/v1/profiles/users/{user}/preference-links", "{}", "application/json");
        http.Features.Set(new Caller(FirstKey.Tenant, KeyScopes.All, "test"));

        await new LinkEndpoints(PreferenceLinkOptions.None, server.Services.GetRequiredService<IRegions>(), new Admission(), TimeProvider.System).Post(http, SubjectKind.User);

        Assert.Equal(StatusCodes.Status501NotImplemented, http.Response.StatusCode);
        Assert.Contains("\"code\":\"no_link_key\"", Body(http), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "sure=yes")]
    public async Task A_host_that_cannot_erase_says_so_and_whom_to_ask(string method, string form)
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var path = await PageVisitor.Link(server.Http, user, """{"allow":["erase"]}""");
        var http = Call(method, path + "/erase", form, "application/x-www-form-urlencoded");
        http.Request.RouteValues["token"] = path["/p/".Length..];
        var services = server.Services;
        var endpoints = new SelfServiceEndpoints(services.GetRequiredService<PageDoor>(), services.GetRequiredService<ExportEndpoints>(), new EraseEndpoints([]), new Admission());

        await (method == "GET" ? endpoints.AskErase(http) : endpoints.Erase(http));

        Assert.Equal(StatusCodes.Status501NotImplemented, http.Response.StatusCode);
        Assert.Contains("Please ask those who sent you the link", Body(http), StringComparison.Ordinal);
        Assert.DoesNotContain("<form", Body(http), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await server.Http.Get($"/v1/profiles/users/{user}")).Status);
    }

    private static DefaultHttpContext Call(string method, string path, string body, string type)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.ContentType) = (method, path, type);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Request.ContentLength = body.Length;
        http.Response.Body = new MemoryStream();
        return http;
    }

    private static string Body(HttpContext http) => Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
}
