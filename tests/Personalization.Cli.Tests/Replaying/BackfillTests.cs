using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Personalization.Cli.Backfilling;
using Personalization.Cli.Sending;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Journal.Control;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Tests.Replaying;

public sealed class BackfillTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    /// <summary>More than can be under way when the first batch is acknowledged.</summary>
    private const int ManyEvents = 20 * Limits.BatchEventsMax;

    private readonly TemporaryFolder folder = new();

    private string File => Path.Combine(folder.Path, "events.ndjson");

    private string Progress => File + ".progress.json";

    private string Rejected => File + ".rejected.ndjson";

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_is_loaded_and_leaves_nothing_behind()
    {
        Write(Sample.Failure("u"), Sample.Failure("u"));

        var run = await Run(File);

        Assert.Equal((ExitCode.Ok, "2 accepted, 0 duplicates, 0 rejected\n", ""), (run.ExitCode, run.Results, run.Notes));
        Assert.Equal([File], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_refused_run_leaves_everything_as_it_was()
    {
        Write(Sample.Failure("u"));

        Assert.Equal(ExitCode.Bad, (await RunWith("wrong", File)).ExitCode);
        Assert.Equal([File], Directory.GetFiles(folder.Path));

        await using (var file = System.IO.File.OpenRead(File))
        {
            (ProgressFile.Begin(FileFingerprint.Of(file)) with { Line = 1, Counts = new SentCounts(0, 0, 1), RejectedBytes = 8 }).Write(Progress);
        }

        folder.Write("events.ndjson.rejected.ndjson", "refused\n");
        Assert.Equal(ExitCode.Bad, (await RunWith("wrong", File)).ExitCode);
        Assert.Equal((1, "refused\n"), (ProgressFile.Read(Progress)!.Line, await System.IO.File.ReadAllTextAsync(Rejected, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("/proc/version")]
    [InlineData("{file}", "--state", "/proc", "--rejected", "/proc/rejected")]
    [InlineData("{file}", "--rejected", "/proc/rejected")]
    public async Task Where_nothing_can_be_written_other_places_are_offered_before_anything_is_sent(params string[] args)
    {
        Write(Sample.Failure("u"));

        var run = await Personalize.Run(["replay", "backfill", .. args.Select(arg => arg.Replace("{file}", File, StringComparison.Ordinal)), "--server", UnusedAddress.Take(), "--key", "key"]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("error: /proc/", run.Notes, StringComparison.Ordinal);
        Assert.Contains("--state", run.Notes, StringComparison.Ordinal);
        Assert.Contains("--rejected", run.Notes, StringComparison.Ordinal);
        Assert.Equal([File], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Progress_of_a_small_gzip_file_is_less_than_all_until_its_end()
    {
        Write([.. Enumerable.Range(0, 4 * Limits.BatchEventsMax).Select(_ => Sample.Failure("u"))]);
        await using (var gzip = new GZipStream(System.IO.File.Create(File + ".gz"), CompressionLevel.Optimal))
        {
            gzip.Write(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
        }

        var notes = new StringWriter { NewLine = "\n" };
        await CommandLine.Run(["replay", "backfill", File + ".gz", "--server", server.GrpcAddress.ToString(), "--key", server.KeyWith(KeyScopes.Ingest)], new Output(TextWriter.Null, notes, false, ShowsProgress: true), TestContext.Current.CancellationToken);

        Assert.Equal(["25", "50", "75", "100"], notes.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('%')[0].Trim(' ', '█', '░')));
    }

    [Fact]
    public async Task A_gzip_file_is_loaded()
    {
        Write(Sample.Failure("u"));
        var packed = File + ".gz";
        await using (var gzip = new GZipStream(System.IO.File.Create(packed), CompressionLevel.Optimal))
        {
            gzip.Write(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
        }

        Assert.Equal("1 accepted, 0 duplicates, 0 rejected\n", (await Run(packed)).Results);
    }

    [Fact]
    public async Task A_csv_file_becomes_profiles()
    {
        var user = Sample.Fresh("user");
        var file = folder.Write("users.csv", $"messageId,type,userId,traits.role,timestamp\n{Sample.Fresh("m")},identify,{user},admin,2026-01-02T03:04:05Z\n");

        Assert.Equal(ExitCode.Ok, (await Run(file)).ExitCode);

        var profile = await server.Http.GetStringAsync($"/v1/profiles/users/{user}", TestContext.Current.CancellationToken);
        Assert.Contains("\"role\":\"admin\"", profile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_kept_with_its_line_and_reason_in_the_order_of_the_file()
    {
        Write("no event", Sample.Failure("u"), Sample.Track("u", "unheard_of", "{}"), "{\"type\":\"track\",");

        var run = await Run(File);

        Assert.Equal((ExitCode.Bad, $"1 accepted, 0 duplicates, 3 rejected (see {Rejected})\n"), (run.ExitCode, run.Results));
        var lines = (await System.IO.File.ReadAllLinesAsync(Rejected, TestContext.Current.CancellationToken)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([(1, "unreadable"), (3, "unknown_event"), (4, "unreadable")], lines.Select(line => (line.GetProperty("line").GetInt32(), line.GetProperty("code").GetString()!)));
        Assert.Equal("unheard_of", lines[1].GetProperty("event").GetProperty("event").GetString());
        Assert.Equal("no event", lines[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Json_says_whether_all_is_loaded_and_where_the_refused_events_are()
    {
        Write(Sample.Failure("u"), "no event");

        var json = (await Run(File, "--json")).Json;

        Assert.Equal((1, 1, true, Rejected), (json.GetProperty("accepted").GetInt32(), json.GetProperty("rejected").GetInt32(), json.GetProperty("complete").GetBoolean(), json.GetProperty("rejectedFile").GetString()));
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_goes_on_behind_what_is_durable_and_the_counts_go_on()
    {
        Write([.. Enumerable.Range(0, ManyEvents).Select(line => line % 4000 == 3 ? "no event" : Sample.Failure("u"))]);

        var stopped = await StopAfterOneBatch();
        var saved = ProgressFile.Read(Progress)!;
        var resumed = await Run(File, "--resume", "--json");

        Assert.False(stopped.IsComplete);
        Assert.InRange(saved.Line, Limits.BatchEventsMax, ManyEvents - 1);
        Assert.Equal(saved.Counts, stopped.Counts);
        Assert.Equal((ManyEvents - 3, 0, 3), (resumed.Json.GetProperty("accepted").GetInt32(), resumed.Json.GetProperty("duplicates").GetInt32(), resumed.Json.GetProperty("rejected").GetInt32()));
        Assert.Equal([4, 4004, 8004], System.IO.File.ReadAllLines(Rejected).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("line").GetInt32()));
        Assert.False(System.IO.File.Exists(Progress));
    }

    [Fact]
    public async Task After_a_crash_refused_events_behind_the_saved_place_are_found_again_and_kept_once()
    {
        Write("no event", Sample.Failure("u"), "none either");
        await Run(File);
        var whole = await System.IO.File.ReadAllTextAsync(Rejected, TestContext.Current.CancellationToken);
        // As a crash leaves it: the first line was settled, the file of refused events is ahead of that.
        await using (var file = System.IO.File.OpenRead(File))
        {
            var first = whole.IndexOf('\n', StringComparison.Ordinal) + 1;
            (ProgressFile.Begin(FileFingerprint.Of(file)) with { Line = 1, Counts = new SentCounts(0, 0, 1), RejectedBytes = Encoding.UTF8.GetByteCount(whole[..first]) }).Write(Progress);
        }

        var run = await Run(File, "--resume");

        Assert.Equal($"0 accepted, 1 duplicates, 2 rejected (see {Rejected})\n", run.Results);
        Assert.Equal(whole, await System.IO.File.ReadAllTextAsync(Rejected, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_file_under_the_same_name_is_not_gone_on_with()
    {
        Write(Sample.Failure("u"));
        await using (var file = System.IO.File.OpenRead(File))
        {
            ProgressFile.Begin(FileFingerprint.Of(file)).Write(Progress);
        }

        Write(Sample.Failure("other"));

        var run = await Run(File, "--resume");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("is not the file that was being loaded", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_can_be_kept_in_another_folder()
    {
        Write([.. Enumerable.Range(0, ManyEvents).Select(_ => Sample.Failure("u"))]);
        await StopAfterOneBatch(folder.Path + "/state");
        Assert.Equal(["events.ndjson.progress.json"], Directory.GetFiles(folder.Path + "/state").Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_cut_off_gzip_file_is_loaded_as_far_as_it_goes_and_told()
    {
        Write([.. Enumerable.Range(0, 1000).Select(_ => Sample.Failure("u"))]);
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
        }

        await System.IO.File.WriteAllBytesAsync(File + ".gz", packed.ToArray()[..^20], TestContext.Current.CancellationToken);

        var run = await Run(File + ".gz");

        Assert.Equal((ExitCode.Bad, ""), (run.ExitCode, run.Results));
        Assert.Contains("The gzip data is cut off or damaged behind line ", run.Notes, StringComparison.Ordinal);
        Assert.Contains("--resume", run.Notes, StringComparison.Ordinal);
        Assert.InRange(ProgressFile.Read(File + ".gz.progress.json")!.Line, 900, 1000);
    }

    [Fact]
    public async Task A_lost_connection_to_the_server_is_made_again_and_every_event_counts_once()
    {
        var user = Sample.Fresh("user");
        Write([.. Enumerable.Range(0, ManyEvents).Select(_ => Sample.Failure(user))]);
        await using var relay = new TcpRelay(server.GrpcAddress);
        using var client = GrpcClient.For(relay.Address, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + server.KeyWith(KeyScopes.Ingest)) });
        var notes = new DrawnWriter(relay.Cut);

        var summary = await new Backfill(client, new BackfillOrder { File = File }, new Output(TextWriter.Null, notes, false, ShowsProgress: true), TimeProvider.System)
            .Run(Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal((true, ManyEvents, 0), (summary.IsComplete, summary.Counts.Durable, summary.Counts.Rejected));
        Assert.Contains("Trying again in 1 s.", notes.ToString(), StringComparison.Ordinal);
        var profile = await server.Http.GetStringAsync($"/v1/profiles/users/{user}", TestContext.Current.CancellationToken);
        Assert.Equal(ManyEvents, JsonDocument.Parse(profile).RootElement.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("Name either a file or a --queue.")]
    [InlineData("Name either a file or a --queue.", "a", "--queue", "b")]
    [InlineData("--rate is a number", "a", "--rate", "0")]
    [InlineData("--resume is for files", "-", "--resume")]
    [InlineData("--until-empty is for a --queue", "a", "--until-empty")]
    [InlineData("--amqp is no address", "--queue", "b", "--amqp", "localhost")]
    public async Task A_command_line_that_makes_no_sense_is_refused(string message, params string[] args)
    {
        var run = await Run(args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Notes, StringComparison.Ordinal);
    }

    private void Write(params string[] lines) => folder.Write("events.ndjson", string.Join('\n', lines) + "\n");

    private async Task<BackfillSummary> StopAfterOneBatch(string? state = null)
    {
        if (state is not null)
        {
            Directory.CreateDirectory(state);
        }

        using var stop = new CancellationTokenSource();
        var notes = new DrawnWriter(stop.Cancel);
        var order = new BackfillOrder { File = File, StateFolder = state };
        return await new Backfill(server.Grpc, order, new Output(TextWriter.Null, notes, false, ShowsProgress: true), TimeProvider.System).Run(Stream.Null, stop.Token);
    }

    private Task<Personalize> Run(params string[] args) => RunWith(server.KeyWith(KeyScopes.Ingest), args);

    private Task<Personalize> RunWith(string key, params string[] args) => Personalize.Run(["replay", "backfill", .. args, "--server", server.GrpcAddress.ToString(), "--key", key]);
}
