using System.Net;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class PublishTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly HttpClient http = server.ClientWith(server.KeyOfNewTenant());

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task A_published_catalog_decides_from_the_answer_on()
    {
        var reply = await Put("/v1/catalog", Packing.TarGz(Packing.Catalog("tar")));
        Assert.Equal((HttpStatusCode.OK, "packed", true), (reply.Status, reply.Body.GetProperty("name").GetString(), reply.Body.GetProperty("active").GetBoolean()));
        Assert.Equal(("tar", Hash(reply)), await Decide());

        var next = await Put("/v1/catalog", Packing.Zip(Packing.Catalog("zip")));
        Assert.Equal(("zip", Hash(next)), await Decide());
        Assert.Equal(Hash(next), (await http.Get("/v1/catalog")).Body.GetProperty("hash").GetString());
    }

    [Fact]
    public async Task A_catalog_can_be_kept_for_later()
    {
        var first = await Put("/v1/catalog", Packing.TarGz(Packing.Catalog("now")));
        var later = await Put("/v1/catalog?activate=false", Packing.TarGz(Packing.Catalog("later")));
        Assert.False(later.Body.GetProperty("active").GetBoolean());
        Assert.Equal(("now", Hash(first)), await Decide());

        Assert.Equal(HttpStatusCode.OK, (await http.Post($"/v1/catalog/activate/{Hash(later)}", "")).Status);
        Assert.Equal(("later", Hash(later)), await Decide());
        var versions = (await http.Get("/v1/catalog/versions")).Body;
        Assert.Equal(Hash(later), Assert.Single(versions.GetProperty("versions").EnumerateArray(), one => one.GetProperty("active").GetBoolean()).GetProperty("hash").GetString());
        Assert.Equal([Hash(later), Hash(first)], versions.GetProperty("activations").EnumerateArray().Take(2).Select(one => one.GetProperty("hash").GetString()));
    }

    [Fact]
    public async Task A_broken_catalog_is_refused_with_all_its_problems_and_leaves_no_trace()
    {
        await Put("/v1/catalog", Packing.TarGz(Packing.Catalog("whole")));
        var before = await Versions();
        (string, string)[] broken = [.. Packing.Catalog("broken"), ("wrong.yaml", "caps:\n  c: { per: nobody, max: 1, window: 7d }\nactions:\n  bad: { kind: card, surface: nowhere }\n")];

        var reply = await Put("/v1/catalog", Packing.TarGz(broken));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid_catalog"), (reply.Status, reply.Code));
        var problems = reply.Body.GetProperty("problems").EnumerateArray().ToArray();
        Assert.True(problems.Length > 1);
        Assert.All(problems, problem => Assert.Matches(@"^wrong\.yaml:\d+:\d+$", problem.GetProperty("path").GetString()));
        Assert.All(problems, problem => Assert.NotEmpty(problem.GetProperty("message").GetString()!));
        Assert.Equal(before, await Versions());
        Assert.Equal("whole", (await Decide()).Title);
        Assert.Equal(reply.Body.GetProperty("problems").GetRawText(), (await Post("/v1/catalog/validate", Packing.TarGz(broken))).Body.GetProperty("problems").GetRawText());
    }

    [Fact]
    public async Task Checking_keeps_nothing()
    {
        await Put("/v1/catalog", Packing.TarGz(Packing.Catalog("before")));
        var before = await Versions();
        Assert.Equal(HttpStatusCode.OK, (await Post("/v1/catalog/validate", Packing.TarGz(Packing.Catalog("unseen")))).Status);
        Assert.Equal(before, await Versions());
    }

    [Fact]
    public async Task What_is_hardly_meant_is_told_and_does_not_keep_a_catalog_from_being_published()
    {
        (string, string)[] unused = [.. Packing.Catalog("unused"), ("more.yaml", "caps:\n  never: { per: user, max: 1, window: 7d }\n")];
        var checking = await Post("/v1/catalog/validate", Packing.TarGz(unused));
        Assert.Contains(checking.Body.GetProperty("warnings").EnumerateArray(), warning => warning.GetProperty("path").GetString() == "more.yaml:2:3");
        Assert.Equal(checking.Body.GetProperty("warnings").GetRawText(), (await Put("/v1/catalog", Packing.TarGz(unused))).Body.GetProperty("warnings").GetRawText());
        Assert.Equal("unused", (await Decide()).Title);
    }

    [Fact]
    public async Task A_contract_that_would_reject_events_of_today_needs_force_and_that_is_recorded()
    {
        await Put("/v1/catalog?force=true", Packing.TarGz(Packing.Catalog("wide", "code: {type: string}")));
        var narrow = Packing.TarGz(Packing.Catalog("narrow", "code: {type: integer}"));
        var reply = await Put("/v1/catalog", narrow);
        Assert.Equal("incompatible_contract", Assert.Single(reply.Body.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());

        Assert.Equal(HttpStatusCode.OK, (await Put("/v1/catalog?force=true", narrow)).Status);
        var newest = (await http.Get("/v1/catalog/versions?limit=1")).Body.GetProperty("activations")[0];
        Assert.True(newest.GetProperty("forced").GetBoolean());
        Assert.Equal(server.Control.KeyDirectory.Find(http.DefaultRequestHeaders.Authorization!.Parameter)!.Id, newest.GetProperty("key").GetString());
    }

    [Theory]
    [InlineData("/v1/catalog?activate=yes", "not_allowed", 400)]
    [InlineData("/v1/catalog?force=1", "not_allowed", 400)]
    [InlineData("/v1/catalog", "unsupported_archive", 415)]
    public async Task A_wrong_call_is_a_problem(string path, string code, int status)
    {
        var reply = await Put(path, "{}"u8.ToArray());
        Assert.Equal((code, status), (reply.Code, (int)reply.Status));
    }

    [Fact]
    public async Task An_archive_beyond_the_bound_is_413()
    {
        var reply = await Put("/v1/catalog", new byte[(3 * 1024 * 1024) + 1]);
        Assert.Equal((413, "archive_too_large"), ((int)reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_version_that_was_never_published_cannot_be_activated(string hash) =>
        Assert.Equal(HttpStatusCode.NotFound, (await http.Post($"/v1/catalog/activate/{hash}", "")).Status);

    [Fact]
    public async Task A_version_of_another_tenant_cannot_be_activated()
    {
        var mine = Hash(await Put("/v1/catalog", Packing.TarGz(Packing.Catalog("mine"))));
        using var other = server.ClientWith(server.KeyOfNewTenant());
        Assert.Equal("unknown_catalog", (await other.Post($"/v1/catalog/activate/{mine}", "")).Code);
    }

    [Fact]
    public async Task While_catalogs_are_activated_every_answer_is_of_one_of_them_and_the_newest_holds_from_its_answer_on()
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var title in new[] { "red", "green", "blue" })
        {
            titles.Add(Hash(await Put("/v1/catalog", Packing.TarGz(Packing.Catalog(title)))), title);
        }

        var swaps = Task.Run(async () =>
        {
            for (var round = 0; round < 30; round++)
            {
                var hash = titles.Keys.ElementAt(round % titles.Count);
                Assert.Equal(HttpStatusCode.OK, (await http.Post($"/v1/catalog/activate/{hash}", "")).Status);
                Assert.Equal((titles[hash], hash), await Decide());
            }
        }, TestContext.Current.CancellationToken);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var round = 0; !swaps.IsCompleted; round++)
            {
                var (title, hash) = await Decide($"u{client}");
                Assert.Equal(titles[hash], title);
                var reply = await http.Post("/v1/batch", $$"""{"batch":[{"type":"track","messageId":"m{{client}}-{{round}}","userId":"u{{client}}","event":"broke","properties":{"code":"x"} }]}""");
                Assert.Equal(1, reply.Accepted);
            }
        }, TestContext.Current.CancellationToken)));
        await swaps;
    }

    private async Task<(string? Title, string Hash)> Decide(string user = "u-publish")
    {
        var reply = await http.Post("/v1/decide", $$"""{"userId":"{{user}}","surface":"home"}""");
        return (reply.Body.GetProperty("actions")[0].GetProperty("content").GetProperty("title").GetString(), reply.Body.GetProperty("catalog").GetString()!);
    }

    private async Task<string> Versions() => (await http.Get("/v1/catalog/versions")).Body.GetRawText();

    private async Task<Reply> Put(string path, byte[] archive) => await Calls.Read(await http.PutAsync(path, new ByteArrayContent(archive), TestContext.Current.CancellationToken));

    private async Task<Reply> Post(string path, byte[] archive) => await Calls.Read(await http.PostAsync(path, new ByteArrayContent(archive), TestContext.Current.CancellationToken));

    private static string Hash(Reply reply) => reply.Body.GetProperty("hash").GetString()!;
}
