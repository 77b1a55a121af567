using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class TrustNoteTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Theory]
    [InlineData("*/*", "text/markdown", "### `marketing`")]
    [InlineData("text/markdown", "text/markdown", "### `marketing`")]
    [InlineData("text/html,*/*;q=0.8", "text/html", "<h3><code>marketing</code></h3>")]
    [InlineData("text/html;q=0.5,text/markdown", "text/markdown", "### `marketing`")]
    public async Task The_active_catalog_says_what_it_uses_data_for(string accept, string type, string heading)
    {
        using var answer = await Get("/v1/catalog/trust-note?locale=de", accept);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var note = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(heading, note, StringComparison.Ordinal);
        Assert.Contains(type == "text/html" ? "Angebote f&#252;r gr&#246;&#223;ere Tarife." : "Angebote für größere Tarife.", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locale_that_is_none_is_refused()
    {
        using var answer = await Get("/v1/catalog/trust-note?locale=" + new string('x', 65), "*/*");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> Get(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
