using System.Globalization;
using Personalization.Cli.Commands;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Cli.Tests;

public sealed class SendTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_are_accepted_and_a_second_time_duplicates()
    {
        var user = Sample.Fresh("user");
        var file = File(Sample.Failure(user), Sample.Failure(user));

        var first = await Send(file);
        var second = await Send(file);

        Assert.Equal((ExitCode.Ok, "2 accepted, 0 duplicates, 0 rejected\n", ""), (first.ExitCode, first.Results, first.Notes));
        Assert.Equal((ExitCode.Ok, "0 accepted, 2 duplicates, 0 rejected\n"), (second.ExitCode, second.Results));
    }

    [Fact]
    public async Task Json_holds_the_counts()
    {
        var run = await Send(File(Sample.Failure("u"), "no event"), "--json");

        Assert.Equal((ExitCode.Bad, """{"accepted":1,"duplicates":0,"rejected":1}""" + "\n"), (run.ExitCode, run.Results));
    }

    [Fact]
    public async Task What_the_server_rejects_is_named_by_its_line_in_the_file()
    {
        var bad = Sample.Track("u", "import_failed", """{"code":7,"feature":"csv"}""");

        var run = await Send(File(Sample.Failure("u"), "", Sample.Track("u", "unheard_of", "{}"), bad));

        Assert.Equal((ExitCode.Bad, "1 accepted, 0 duplicates, 2 rejected\n"), (run.ExitCode, run.Results));
        var notes = run.Notes.Split('\n');
        Assert.StartsWith("line 3: unknown_event ", notes[0], StringComparison.Ordinal);
        Assert.StartsWith("line 4: ", notes[1], StringComparison.Ordinal);
        Assert.Contains("properties", notes[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line 2: unreadable The line is no JSON: ", """{"type":"track",""")]
    [InlineData("line 2: unreadable The line holds no JSON object.", "[1]")]
    [InlineData("line 2: unreadable `type` must be ", """{"type":"track,page"}""")]
    [InlineData("line 2: unreadable `type` must be ", """{"type":"2"}""")]
    [InlineData("line 2: unreadable `userId` must be a text.", """{"type":"track","userId":7}""")]
    [InlineData("line 2: unreadable `properties` must be an object.", """{"type":"track","properties":[]}""")]
    [InlineData("line 2: unreadable `timestamp` is no RFC 3339 time: tomorrow", """{"type":"track","timestamp":"tomorrow"}""")]
    [InlineData("line 2: unreadable A number is too large: 1e999", """{"type":"track","properties":{"a":1e999}}""")]
    [InlineData("line 2: unreadable The line holds a text that is no Unicode.", """{"type":"track","userId":"\ud800"}""")]
    public async Task A_line_that_is_no_event_is_named_and_the_others_are_sent(string note, string line)
    {
        var run = await Send(File(Sample.Failure("u"), line, Sample.Failure("u")));

        Assert.Equal((ExitCode.Bad, "2 accepted, 0 duplicates, 1 rejected\n"), (run.ExitCode, run.Results));
        Assert.StartsWith(note, run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_passed_over()
    {
        var run = await Send(File(Sample.Failure("u"), new string('x', 3 * Replay.Limits.LineBytesMax), Sample.Failure("u")));

        Assert.Equal((ExitCode.Bad, "2 accepted, 0 duplicates, 1 rejected\n"), (run.ExitCode, run.Results));
        Assert.Equal("line 2: too_large The line is longer than 256 KiB.\n", run.Notes);
    }

    [Fact]
    public async Task A_short_line_that_is_a_huge_event_does_not_break_the_stream()
    {
        var zeros = string.Join(',', Enumerable.Repeat('0', 100_000));

        var run = await Send(File(Sample.Failure("u"), Sample.Track("u", "feature_used", $$"""{"feature":"a","list":[{{zeros}}]}"""), Sample.Failure("u")));

        Assert.Equal((ExitCode.Bad, "2 accepted, 0 duplicates, 1 rejected\n"), (run.ExitCode, run.Results));
    }

    [Fact]
    public async Task An_empty_file_is_fine()
    {
        var run = await Send(File());

        Assert.Equal((ExitCode.Ok, "0 accepted, 0 duplicates, 0 rejected\n"), (run.ExitCode, run.Results));
    }

    [Fact]
    public async Task A_time_without_an_offset_is_utc()
    {
        var user = Sample.Fresh("user");
        await Send(File($$"""{"type":"page","messageId":"{{Sample.Fresh("m")}}","userId":"{{user}}","name":"/","timestamp":"2026-01-02T03:04:05"}"""));

        var events = await server.Http.GetStringAsync($"/v1/profiles/users/{user}/events", TestContext.Current.CancellationToken);

        Assert.Contains("\"time\":\"2026-01-02T03:04:05Z\"", events, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_drawn_on_a_terminal_only()
    {
        var run = await Personalize.RunOnTerminal("send", File(Sample.Failure("u")), "--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.Ingest));

        Assert.Contains("100 %  1 events durable\n", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_half_way_it_says_how_many_events_are_durable()
    {
        using var stop = new CancellationTokenSource();
        var results = new StringWriter { NewLine = "\n" };
        var notes = new StringWriter { NewLine = "\n" };
        await using var input = new StoppingStream([.. Enumerable.Range(0, Limits.BatchEventsMax + 1).Select(_ => Sample.Failure("u"))], stop);

        var exitCode = await SendCommand.Send(server.Grpc, input, asJson: true, new Output(results, notes, false, false), stop.Token);

        Assert.Equal(ExitCode.Bad, exitCode);
        Assert.Equal($$"""{"accepted":{{Limits.BatchEventsMax}},"duplicates":0,"rejected":0}""" + "\n", results.ToString());
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"stopped: {Limits.BatchEventsMax:N0} events durable. Run it again to send the rest.\n"), notes.ToString());
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_with_3()
    {
        var run = await Personalize.Run("send", File(Sample.Failure("u")), "--key", "key", "--server", UnusedAddress.Take());

        Assert.Equal((ExitCode.Unreachable, ""), (run.ExitCode, run.Results));
    }

    [Fact]
    public async Task A_wrong_key_ends_a_long_file_at_once()
    {
        var file = File([.. Enumerable.Range(0, 20 * Limits.BatchEventsMax).Select(_ => Sample.Failure("u"))]);

        var run = await Personalize.Run("send", file, "--key", "wrong", "--server", server.GrpcAddress.ToString());

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith("error unauthenticated: ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_http_is_refused_with_a_hint()
    {
        var file = File([.. Enumerable.Range(0, 20 * Limits.BatchEventsMax).Select(_ => Sample.Failure("u"))]);

        var run = await Personalize.Run("send", file, "--key", "key", "--server", server.Http.BaseAddress!.ToString());

        Assert.NotEqual(ExitCode.Ok, run.ExitCode);
        Assert.Contains("gRPC address", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_usage_error()
    {
        var run = await Send(Path.Combine(folder.Path, "missing"));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("cannot be read", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_a_usage_error()
    {
        var run = await Send(folder.Path);

        Assert.Equal((ExitCode.Usage, $"error: {folder.Path} is a folder; give a file, or - for standard input.\n"), (run.ExitCode, run.Notes));
    }

    private string File(params string[] lines) => folder.Write("events.ndjson", string.Join('\n', lines));

    private Task<Personalize> Send(string file, params string[] more) =>
        Personalize.Run(["send", file, "--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.All), .. more]);
}
