using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Cli.Tests;

/// <summary>Two servers in this process: one of <c>eu</c>, one of <c>us</c>.</summary>
public sealed class MoveTests : IAsyncLifetime
{
    private static readonly Uri Nowhere = new("https://elsewhere.example.com");
    private readonly string user = Sample.Fresh("user");
    private GatewayServer eu = null!, us = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        eu = await GatewayServer.In(new RegionMap("eu", new Dictionary<string, Uri>(StringComparer.Ordinal) { ["us"] = Nowhere }));
        us = await GatewayServer.In(new RegionMap("us", new Dictionary<string, Uri>(StringComparer.Ordinal) { ["eu"] = Nowhere }));
    }

    public async ValueTask DisposeAsync()
    {
        await eu.DisposeAsync();
        await us.DisposeAsync();
    }

    [Fact]
    public async Task A_moved_subject_is_the_same_there_and_gone_here()
    {
        await Live(eu);
        var decision = await Json(eu, HttpMethod.Post, "v1/decide", $$"""{"userId":"{{user}}","surface":"home.card","durable":true}""");
        var (profile, events) = (await Text(eu, ""), await Text(eu, "/events"));

        Assert.Contains(user, string.Concat(FilesOf(eu)), StringComparison.Ordinal);

        var move = await Move();

        Assert.Equal((ExitCode.Ok, ""), (move.ExitCode, move.Notes));
        Assert.Equal(events, await Text(us, "/events"));
        Assert.Equal(profile, await Text(us, ""));
        Assert.Contains("3 events are stored there, read back and the same, and so is the profile", move.Results, StringComparison.Ordinal);
        var again = await Json(us, HttpMethod.Get, $"v1/decisions/{decision.GetProperty("decisionId").GetString()}");
        Assert.True(again.GetProperty("identical").GetBoolean());
        Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.OK), (await Send(eu), await Send(us)));
        Assert.Equal("us", (await Json(eu, HttpMethod.Get, Path(""))).GetProperty("region").GetString());
        Assert.DoesNotContain(user, string.Concat(FilesOf(eu)), StringComparison.Ordinal);
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

    private static IEnumerable<string> FilesOf(GatewayServer server) => Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    });
}
