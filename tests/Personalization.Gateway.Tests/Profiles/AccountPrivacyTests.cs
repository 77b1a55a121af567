using System.Net;
using System.Net.Http.Headers;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc.V1;
using KindMessage = Personalization.Grpc.V1.SubjectKind;

namespace Personalization.Gateway.Tests.Profiles;

/// <summary>What people do does not reach whoever looks at their account.</summary>
public sealed class AccountPrivacyTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user"), visitor = Sample.Fresh("visitor"), account = Sample.Fresh("account");
    private readonly string own = Sample.Fresh("own"), shared = Sample.Fresh("shared");

    [Theory]
    [InlineData("", "application/json")]
    [InlineData("/events", "application/json")]
    [InlineData("/export", "application/x-ndjson")]
    [InlineData("/export", "text/html")]
    public async Task An_account_shows_no_id_of_its_people_and_nothing_that_does_not_touch_it(string more, string type)
    {
        await Live();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/profiles/accounts/{account}{more}");
        request.Headers.Accept.ParseAdd(type);
        using var reply = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Contains(account, text, StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { user, visitor, own }, one => text.Contains(one, StringComparison.Ordinal));
        if (type != "text/html" && more.Length > 0)
        {
            // What the contract says that it touches the account is there, so the others would be seen.
            Assert.Contains(shared, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nor_over_gRPC()
    {
        await Live();
        var profile = await server.Grpc.Call(Personalization.Grpc.V1.Profiles.Get, new ProfilesGetRequest { Kind = KindMessage.Account, Id = account });
        var records = new List<string> { profile.ToString() };
        await foreach (var message in server.Grpc.ServerStreamAsync(Personalization.Grpc.V1.Profiles.Export, new ProfilesExportRequest { Kind = KindMessage.Account, Id = account }, cancellation: TestContext.Current.CancellationToken))
        {
            records.AddRange(message.Records);
        }

        var text = string.Join('\n', records);
        Assert.Contains(shared, text, StringComparison.Ordinal);
        Assert.DoesNotContain(new[] { user, visitor, own }, one => text.Contains(one, StringComparison.Ordinal));
    }

    /// <summary>Somebody works in the account, fails, is helped, says what they agree to, and sends what is refused.</summary>
    private async Task Live()
    {
        var inAccount = $$""","context":{"groupId":"{{account}}"}""";
        var sent = await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Group(user, account, """{"plan":"team"}"""),
            Sample.Identify(user, $$"""{"role":"admin","nickname":"{{own}}"}""", account),
            Sample.Track(user, "import_failed", $$"""{"code":"{{own}}","feature":"{{own}}"}""", more: inAccount),
            Sample.Track(user, "project_created", $$"""{"template":"{{shared}}"}""", more: inAccount),
            $$"""{"type":"page","messageId":"{{Sample.Fresh("event")}}","anonymousId":"{{visitor}}","name":"{{own}}"{{inAccount}}}""",
            Sample.Track(user, "no_such_event", $$"""{"what":"{{own}}"}""", more: inAccount)));
        Assert.Equal((5, 1), (sent.Accepted, sent.Rejected.Length));
        var decided = await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","accountId":"{{account}}","surface":"home.card","requestId":"{{own}}"}""");
        await server.Http.Post("/v1/outcomes", $$"""{"decisionId":"{{decided.Body.GetProperty("decisionId").GetString()}}","actionId":"help.import_failed","outcome":"clicked"}""");
        using var consent = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{user}/consents");
        consent.Content = new StringContent($$$"""{"consents":{"marketing":"denied"},"proof":"{{{own}}}"}""", new MediaTypeHeaderValue("application/json"));
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Ask(consent)).Status);
    }
}
