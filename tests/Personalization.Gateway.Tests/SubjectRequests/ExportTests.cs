using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Tests.SubjectRequests;

public sealed class ExportTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly string user = Sample.Fresh("user");

    [Fact]
    public async Task An_export_has_the_profile_the_consents_the_other_ids_every_event_the_decisions_and_what_was_refused()
    {
        await Live();

        var records = await Export();

        Assert.Equal(["subject", "profile", "consent"], records.Select(Kind).Distinct().Take(3));
        Assert.Equal(user, Single(records, "subject").GetProperty("id").GetString());
        Assert.Equal("admin", Single(records, "profile").GetProperty("accounts")[0].GetProperty("traits").GetProperty("role").GetString());
        Assert.Equal("denied", records.Single(one => Kind(one) == "consent" && one.GetProperty("purpose").GetString() == "marketing").GetProperty("state").GetString());
        Assert.Equal(
            [("anonymous", "before-" + user), ("user", "before-" + user)],
            records.Where(one => Kind(one) == "identity").Select(one => (one.GetProperty("kind").GetString(), one.GetProperty("id").GetString())));
        Assert.Contains("csv_encoding", records.First(one => Kind(one) == "event" && one.GetProperty("event").GetString() == "import_failed").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("help.import_failed", Single(records, "decision").GetProperty("served")[0].GetProperty("id").GetString());
        Assert.Contains("no_such_event", Single(records, "dead_letter").GetProperty("raw").GetString(), StringComparison.Ordinal);
        Assert.Equal("end", Kind(records[^1]));
        Assert.Equal(records.Count(one => Kind(one) is "event" or "decision"), records[^1].GetProperty("events").GetInt32());
    }

    [Fact]
    public async Task Events_beyond_a_page_are_all_there_once_and_in_order()
    {
        for (var batch = 0; batch < 3; batch++)
        {
            await server.Http.Post("/v1/batch", Sample.Batch([.. Enumerable.Range(0, 400).Select(_ => Sample.Failure(user))]));
        }

        var versions = (await Export()).Where(one => Kind(one) == "event").Select(one => one.GetProperty("version").GetInt32());

        Assert.Equal(Enumerable.Range(1, 1200), versions);
    }

    [Fact]
    public async Task Whoever_prefers_HTML_gets_a_page_that_runs_nothing()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user), Sample.Identify(user, """{"role":"admin","locale":"<script>alert(1)</script>"}""", "acct")));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/profiles/users/{user}/export");
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(user, page, StringComparison.Ordinal);
        Assert.Contains("<td>import_failed</td><td>1</td>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_somebody_else_there_is_nothing_in_it()
    {
        var other = Sample.Fresh("other");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user), Sample.Failure(other), Sample.Track(other, "no_such_event")));

        Assert.DoesNotContain(other, await Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_events_alone_are_an_export_too_and_nothing_at_all_is_404()
    {
        var (unknown, _) = (await server.Http.Get($"/v1/profiles/users/{user}/export"), 0);
        Assert.Equal((HttpStatusCode.NotFound, "unknown_subject"), (unknown.Status, unknown.Code));

        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Track(user, "no_such_event")));

        Assert.Equal(["subject", "dead_letter", "end"], (await Export()).Select(Kind));
    }

    [Fact]
    public async Task Over_gRPC_the_records_are_the_same()
    {
        await Live();
        var records = new List<string>();
        await foreach (var message in server.Grpc.ServerStreamAsync(
            Personalization.Grpc.V1.Profiles.Export, new ProfilesExportRequest { Kind = SubjectKind.User, Id = user }, cancellation: TestContext.Current.CancellationToken))
        {
            records.AddRange(message.Records);
        }

        // The first says when it was made.
        Assert.Equal((await Text()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1), records.Skip(1));
    }

    [Fact]
    public async Task Over_gRPC_nobody_is_NOT_FOUND()
    {
        var call = server.Grpc.ServerStreamAsync(
            Personalization.Grpc.V1.Profiles.Export, new ProfilesExportRequest { Kind = SubjectKind.User, Id = user }, cancellation: TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call.ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal(StatusCode.NotFound, refused.Code);
    }

    private static string Kind(JsonElement record) => record.GetProperty("record").GetString()!;

    private static JsonElement Single(List<JsonElement> records, string kind) => Assert.Single(records, one => Kind(one) == kind);

    private async Task Live()
    {
        await server.Http.Post("/v1/batch", Sample.Batch(
            Sample.Failure(user),
            Sample.Group(user, "acct"),
            Sample.Identify(user, """{"role":"admin"}""", "acct"),
            $$"""{"type":"alias","messageId":"{{Sample.Fresh("event")}}","userId":"{{user}}","previousId":"before-{{user}}"}""",
            Sample.Track(user, "no_such_event")));
        await server.Http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home.card"}""");
        using var said = new HttpRequestMessage(HttpMethod.Put, $"/v1/profiles/users/{user}/consents")
        {
            Content = new StringContent("""{"consents":{"marketing":"denied"}}""", new MediaTypeHeaderValue("application/json")),
        };
        Assert.Equal(HttpStatusCode.OK, (await server.Http.Ask(said)).Status);
    }

    private Task<string> Text() => server.Http.Text($"/v1/profiles/users/{user}/export");

    private async Task<List<JsonElement>> Export() => [.. (await Text()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
