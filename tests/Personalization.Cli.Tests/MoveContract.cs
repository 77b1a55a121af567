using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Tests.Support;
using PlainSearch = Personalization.HostContract.PlainSearch;

namespace Personalization.Cli.Tests;

/// <summary>Two servers in this process: one of <c>eu</c>, one of <c>us</c>. They share nothing.</summary>
public abstract class MoveContract : IAsyncLifetime
{
    private static readonly Uri Nowhere = new("https://elsewhere.example.com");
    private readonly string user = Sample.Fresh("user");
    private GatewayServer eu = null!, us = null!;
    private string? database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (database, var other) = (await NewDatabase(), await NewDatabase());
        eu = await GatewayServer.In(new RegionMap("eu", new Dictionary<string, Uri>(StringComparer.Ordinal) { ["us"] = Nowhere }), database);
        us = await GatewayServer.In(new RegionMap("us", new Dictionary<string, Uri>(StringComparer.Ordinal) { ["eu"] = Nowhere }), other);
    }

    public async ValueTask DisposeAsync()
    {
        await eu.DisposeAsync();
        await us.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_moved_subject_is_the_same_there_and_gone_here()
    {
        await Live(eu);
        var decision = await Json(eu, HttpMethod.Post, "v1/decide", $$"""{"userId":"{{user}}","surface":"home.card","durable":true}""");
        var (profile, events) = (await Text(eu, ""), await Text(eu, "/events"));

        Assert.NotEmpty(await PlacesOf(user));

        var move = await Move();

        Assert.Equal((ExitCode.Ok, ""), (move.ExitCode, move.Notes));
        Assert.Equal(events, await Text(us, "/events"));
        Assert.Equal(profile, await Text(us, ""));
        Assert.Contains("3 events are stored there, read back and the same, and so is the profile", move.Results, StringComparison.Ordinal);
        var again = await Json(us, HttpMethod.Get, $"v1/decisions/{decision.GetProperty("decisionId").GetString()}");
        Assert.True(again.GetProperty("identical").GetBoolean());
        Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.OK), (await Send(eu), await Send(us)));
        Assert.Equal("us", (await Json(eu, HttpMethod.Get, Path(""))).GetProperty("region").GetString());
        Assert.Empty(await PlacesOf(user));
    }

    [Fact]
    public async Task Whoever_was_merged_with_others_and_parted_from_one_moves_as_they_are()
    {
        var (kept, parted) = (Sample.Fresh("kept"), Sample.Fresh("parted"));
        await Live(eu);
        foreach (var visitor in new[] { kept, parted })
        {
            await Json(eu, HttpMethod.Post, "v1/track", $$$"""{"messageId":"{{{Sample.Fresh("event")}}}","anonymousId":"{{{visitor}}}","event":"import_failed","properties":{"code":"csv_encoding","feature":"csv"}}""");
            await Json(eu, HttpMethod.Post, "v1/decide", $$"""{"anonymousId":"{{visitor}}","surface":"home.card","durable":true}""");
            await Json(eu, HttpMethod.Post, "v1/identify", $$"""{"messageId":"{{Sample.Fresh("event")}}","userId":"{{user}}","anonymousId":"{{visitor}}"}""");
        }

        await Json(eu, HttpMethod.Post, Path("/unmerge"), $$"""{"kind":"anonymous","id":"{{parted}}"}""");
        var (profile, events) = (await Text(eu, ""), await Text(eu, "/events"));
        Assert.Equal(2, JsonDocument.Parse(profile).RootElement.GetProperty("errors")[0].GetProperty("count").GetInt32());

        var move = await Move();

        Assert.Equal((ExitCode.Ok, ""), (move.ExitCode, move.Notes));
        Assert.Equal(events, await Text(us, "/events"));
        Assert.Equal(profile, await Text(us, ""));
        Assert.Empty(await PlacesOf(kept));
        Assert.NotEmpty(await PlacesOf(parted));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_move_that_was_cut_short_goes_on_behind_any_of_its_steps(int steps)
    {
        await Live(eu);
        var profile = await Text(eu, "");
        Func<Task>[] all =
        [
            () => Json(us, HttpMethod.Put, Path("/region"), """{"region":"eu"}"""),
            () => Json(eu, HttpMethod.Put, Path("/region"), """{"region":"us"}"""),
            async () => await Json(us, HttpMethod.Put, Path("/transfer"), await Text(eu, "/transfer")),
            () => Json(us, HttpMethod.Put, Path("/region"), """{"region":"us"}"""),
            () => Json(eu, HttpMethod.Delete, Path("/transfer?version=2")),
        ];
        foreach (var step in all.Take(steps))
        {
            await step();
        }

        Assert.Equal(ExitCode.Ok, (await Move()).ExitCode);
        Assert.Equal(ExitCode.Ok, (await Move()).ExitCode);

        Assert.Equal(profile, await Text(us, ""));
        Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.OK), (await Send(eu), await Send(us)));
    }

    [Fact]
    public async Task Somebody_else_of_the_same_name_there_stops_the_move_and_nothing_has_changed()
    {
        await Live(eu);
        await Live(us);

        var move = await Move();

        Assert.Equal(ExitCode.Bad, move.ExitCode);
        Assert.StartsWith("error subject_exists: ", move.Notes, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await Send(eu), await Send(us)));
    }

    [Fact]
    public async Task Somebody_who_has_moved_can_come_back()
    {
        await Live(eu);
        var profile = await Text(eu, "");
        await Move();

        Assert.Equal(ExitCode.Ok, (await Move(us, eu)).ExitCode);

        Assert.Equal(profile, await Text(eu, ""));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.MisdirectedRequest), (await Send(eu), await Send(us)));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_out_of_reach()
    {
        var move = await Personalize.Run("move", "user", user, "--from", UnusedAddress.Take().ToString(), "--to", us.Http.BaseAddress!.ToString(), "--key", "k", "--to-key", "k");

        Assert.Equal(ExitCode.Unreachable, move.ExitCode);
    }

    private Task<Personalize> Move(GatewayServer? from = null, GatewayServer? to = null) => Personalize.Run(
        "move", "user", user, "--from", (from ?? eu).Http.BaseAddress!.ToString(), "--to", (to ?? us).Http.BaseAddress!.ToString(), "--key", KeyOf(from ?? eu), "--to-key", KeyOf(to ?? us));

    private static string KeyOf(GatewayServer server) => server.Http.DefaultRequestHeaders.Authorization!.Parameter!;

    /// <summary>Two events of the user, which are others each time.</summary>
    private async Task Live(GatewayServer server)
    {
        using var content = JsonContent.Create(new
        {
            batch = new object[]
            {
                new { type = "identify", messageId = Sample.Fresh("event"), userId = user, traits = new { role = "admin", locale = "de" } },
                new { type = "track", messageId = Sample.Fresh("event"), userId = user, @event = "import_failed", properties = new { code = "csv_encoding", feature = "csv" } },
            },
        });
        Assert.Equal(HttpStatusCode.OK, (await server.Http.PostAsync("/v1/batch", content, Cancellation)).StatusCode);
    }

    private async Task<HttpStatusCode> Send(GatewayServer server)
    {
        using var content = JsonContent.Create(new { type = "track", messageId = Sample.Fresh("event"), userId = user, @event = "import_completed", properties = new { rows = 1 } });
        return (await server.Http.PostAsync("/v1/track", content, Cancellation)).StatusCode;
    }

    private string Path(string part) => $"v1/profiles/users/{user}{part}";

    private Task<string> Text(GatewayServer server, string part) => server.Http.GetStringAsync(Path(part), Cancellation);

    private static async Task<JsonElement> Json(GatewayServer server, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        using var response = await server.Http.SendAsync(request, Cancellation);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancellation)).RootElement;
    }

    /// <summary>Where a text lies in eu: files and tables.</summary>
    private async Task<IReadOnlyList<string>> PlacesOf(string text) =>
        [.. PlainSearch.In(eu.Folder, text), .. database is null ? [] : await PlainSearch.InTables(database, text)];

    /// <summary>A database of its own for a server; null for one that has its journal in a folder.</summary>
    protected abstract Task<string?> NewDatabase();
}
