using System.Text.Json;
using Personalization.Cli.Replaying;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Support;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Personalization.Journal.Control;
using Personalization.Server.Keys;

namespace Personalization.Cli.Tests.Replaying;

public sealed class ReplayTests(GatewayServer server) : IClassFixture<GatewayServer>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string user = Sample.Fresh("user");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Verify_says_that_all_is_identical()
    {
        await Serve();
        var run = await Run("verify", "--subjects", "user:" + user);
        Assert.Equal((ExitCode.Ok, "1 decision: 1 identical, 0 different\n", ""), (run.ExitCode, run.Results, run.Notes));
    }

    [Fact]
    public async Task What_if_prints_what_changes_for_whom_and_why()
    {
        await Serve();
        var run = await RunOnTerminal("what-if", "--catalog", OtherCatalog(), "--subjects", "user:" + user);
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("Time ", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains($"user {user}", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains("not_in_catalog", run.Lines[1], StringComparison.Ordinal);
        Assert.Contains("went    help.import_failed  1", run.Lines);
        Assert.Equal("1 decision: 1 change, 0 stay", run.Lines[^1]);
        Assert.Contains("100 %  ", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task Findings_for_programs_are_all_that_is_printed(string format)
    {
        await Serve();
        var run = await Run("what-if", "--catalog", OtherCatalog(), "--subjects", "user:" + user, "--format", format);
        Assert.Equal((ExitCode.Ok, "1 decision: 1 change, 0 stay\n"), (run.ExitCode, run.Notes));
        Assert.Equal(format == "csv" ? 2 : 1, run.Lines.Length);
        Assert.Contains(user, run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_is_told_before_the_replay_begins()
    {
        var run = await Run("what-if", "--catalog", "nowhere", "--out", Path.Combine(folder.Path, "missing", "changes.csv"));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("error: --out ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_can_go_to_a_file()
    {
        await Serve();
        var file = Path.Combine(folder.Path, "changes.ndjson");
        var run = await Run("what-if", "--catalog", OtherCatalog(), "--subjects", "user:" + user, "--format", "ndjson", "--out", file);
        Assert.Equal("1 decision: 1 change, 0 stay\n", run.Results);
        Assert.Equal("changed", JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_catalog_with_problems_is_told_as_validate_tells_it()
    {
        var run = await Run("what-if", "--catalog", Path.GetDirectoryName(folder.Write(Path.Combine("bad", "a.yaml"), "catalog: { name: x }\nactions:\n  bad: { kind: card }\n"))!);
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith("a.yaml:3:", run.Results, StringComparison.Ordinal);
        Assert.EndsWith("in the catalog; nothing was started\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_is_rebuilt_from_the_subjects_of_a_file()
    {
        await Serve();
        var into = new TenantId($"demo/t{Guid.NewGuid():N}");
        Assert.Null(await server.Control.Tenants.Create(into));
        var subjects = folder.Write("subjects", $"user:{user}\n\n");
        var run = await Run("--into", into.Value, "--catalog", OtherCatalog(), "--subjects", "@" + subjects);
        Assert.Equal((ExitCode.Ok, $"3 events: 3 copied to {into}, 0 were there before\n"), (run.ExitCode, run.Results));
    }

    [Fact]
    public async Task A_detached_replay_is_listed_and_watched()
    {
        await Serve();
        var id = (await Run("verify", "--detach")).Results.Trim();
        var watched = await Run("watch", id);
        Assert.Equal(ExitCode.Ok, watched.ExitCode);
        Assert.Contains("0 different", watched.Results, StringComparison.Ordinal);
        Assert.Contains((await Run("list")).Lines, line => line.StartsWith($"{id}\tverify\tdone\t100 %\t", StringComparison.Ordinal));
        Assert.Contains("error wrong_state: ", (await Run("cancel", id)).Notes, StringComparison.Ordinal);
        Assert.Contains("error wrong_state: ", (await Run("resume", id)).Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_says_why_a_replay_failed()
    {
        var file = Path.Combine(server.Folder, "imports", FirstKey.Tenant.Value, "columns.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "userId;event\n", TestContext.Current.CancellationToken);
        var started = await server.Grpc.UnaryAsync(
            Personalization.Grpc.V1.Replay.Start, new ReplayStartRequest { Kind = ReplayKind.Backfill, ImportFile = "columns.csv" }, cancellation: TestContext.Current.CancellationToken);
        await Run("watch", started.Job.Id);

        var row = Assert.Single((await Run("list")).Lines, line => line.StartsWith(started.Job.Id, StringComparison.Ordinal));

        Assert.Contains("\tcolumns.csv\tunreadable_source: Events have no column 'userId;event'.", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_job()
    {
        var run = await Run("verify", "--json", "--from", "2026-01-01", "--to", "2026-01-02T00:00:00Z");
        Assert.Equal(("REPLAY_STATE_DONE", "2026-01-01T00:00:00Z"), (run.Json.GetProperty("state").GetString(), run.Json.GetProperty("from").GetString()));
    }

    [Fact]
    public async Task Leaving_lets_it_go_on_and_says_how_to_come_back()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        var notes = new StringWriter { NewLine = "\n" };
        var ended = await new JobFollower(server.Grpc, new Output(TextWriter.Null, notes, false, false), TimeProvider.System).Follow("0123456789", left.Token);
        Assert.Null(ended);
        Assert.Equal("The replay 0123456789 goes on without you. `personalize replay watch 0123456789` shows how far it is, `personalize replay cancel 0123456789` stops it.\n", notes.ToString());
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_while_watching()
    {
        await Serve();
        var id = (await Run("verify", "--detach")).Results.Trim();
        await using var relay = new TcpRelay(server.GrpcAddress);
        using var client = GrpcClient.For(relay.Address, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + server.KeyWith(KeyScopes.Admin)) });
        var cut = new CuttingWriter(relay);
        var ended = await new JobFollower(client, new Output(TextWriter.Null, cut, false, ShowsProgress: true), TimeProvider.System).Follow(id, TestContext.Current.CancellationToken);
        Assert.Equal(ReplayState.Done, ended?.State);
    }

    [Theory]
    [InlineData("Name the tenant to copy into with --into, or a command: what-if, verify, backfill, list, watch, cancel, resume.")]
    [InlineData("--from yesterday is no time.", "verify", "--from", "yesterday")]
    [InlineData("--catalog nowhere is neither a folder nor the hash", "what-if", "--catalog", "nowhere")]
    [InlineData("Option '--catalog' is required.", "what-if")]
    [InlineData("cannot be read", "verify", "--subjects", "@nowhere")]
    [InlineData("--to 2026-11-22 must be later than --from 2026-11-23.", "verify", "--from", "2026-11-23", "--to", "2026-11-22")]
    [InlineData("--to 2026-11-22 must be later than --from 2026-11-22.", "what-if", "--catalog", "x", "--from", "2026-11-22", "--to", "2026-11-22")]
    [InlineData("--subjects foo is no subject. Write user:u1, account:a1 or anonymous:v1.", "verify", "--subjects", "user:u1,foo")]
    public async Task A_command_line_that_makes_no_sense_is_refused(string message, params string[] args)
    {
        var run = await Run(args);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Notes, StringComparison.Ordinal);
    }

    private async Task Serve()
    {
        await Send();
        var decided = await server.Grpc.UnaryAsync(
            Personalization.Grpc.V1.Decisions.Decide, new DecideRequest { UserId = user, Surface = "home.card", Mode = DecideMode.Serve }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("help.import_failed", Assert.Single(decided.Actions).Id);
        // A decision may be answered before it is durable; what is taken behind it is acknowledged after both are.
        await Send();
    }

    private async Task Send()
    {
        using var batch = new StringContent($$"""{"batch":[{{Sample.Failure(user)}}]}""", System.Text.Encoding.UTF8, "application/json");
        (await server.Http.PostAsync("/v1/batch", batch, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private string OtherCatalog()
    {
        folder.Write(Path.Combine("other", "catalog.yaml"), "catalog: { name: other }\n");
        return Path.GetDirectoryName(folder.Write(Path.Combine("other", "surfaces.yaml"), "surfaces: { home.card: { channel: in_app, max: 1 } }\n"))!;
    }

    private Task<Personalize> Run(params string[] args) => Personalize.Run(Here(args));

    private Task<Personalize> RunOnTerminal(params string[] args) => Personalize.RunOnTerminal(Here(args));

    private string[] Here(string[] args) => ["replay", .. args, "--server", server.GrpcAddress.ToString(), "--key", File.ReadAllText(FirstKey.PathIn(server.Folder)).Trim()];

    /// <summary>Cuts the connection before the first news arrive.</summary>
    private sealed class CuttingWriter(TcpRelay relay) : StringWriter
    {
        private bool isCut;

        public override void Write(string? value)
        {
            base.Write(value);
            if (!isCut)
            {
                isCut = true;
                relay.Cut();
            }
        }
    }
}
