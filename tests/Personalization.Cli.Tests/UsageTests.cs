namespace Personalization.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("validate", "send", "decide", "explain", "decision", "profile", "tenants", "keys", "audit", "simulate", "ready")]
    public async Task Help_names_every_command_and_what_the_exit_codes_mean(params string[] commands)
    {
        var help = await Personalize.Run("--help");

        Assert.Equal(ExitCode.Ok, help.ExitCode);
        Assert.All(commands, one => Assert.Contains($"\n  {one}", help.Results, StringComparison.Ordinal));
        Assert.Contains("3 when the server cannot be reached", help.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("send")]
    [InlineData("decide")]
    [InlineData("explain")]
    [InlineData("decision")]
    [InlineData("profile")]
    [InlineData("simulate")]
    [InlineData("ready")]
    [InlineData("tenants", "create")]
    [InlineData("tenants", "list")]
    [InlineData("keys", "create")]
    [InlineData("keys", "list")]
    [InlineData("keys", "revoke")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "anchor")]
    [InlineData("replay")]
    [InlineData("replay", "what-if")]
    [InlineData("replay", "verify")]
    [InlineData("replay", "backfill")]
    [InlineData("replay", "list")]
    [InlineData("replay", "watch")]
    [InlineData("replay", "cancel")]
    [InlineData("replay", "resume")]
    public async Task The_help_of_a_command_ends_with_an_example_of_it(params string[] command)
    {
        var help = await Personalize.Run([.. command, "--help"]);

        Assert.Equal(ExitCode.Ok, help.ExitCode);
        Assert.Contains($"Examples:\n  personalize {string.Join(' ', command)}", help.Results.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error: Name a command: validate, catalog, trust-note, send, decide, explain, decision, profile, export, erase, move, tenants, keys, cluster, audit, journal, replay, simulate, ready.\n`personalize --help` shows how it is used.\n")]
    [InlineData("error: There is no command 'vaildate'; there are validate, catalog, trust-note, send, decide, explain, decision, profile, export, erase, move, tenants, keys, cluster, audit, journal, replay, simulate, ready.\n`personalize --help` shows how it is used.\n", "vaildate", "x")]
    [InlineData("error: Name a command: create, list, revoke.\n`personalize keys --help` shows how it is used.\n", "keys")]
    [InlineData("error: Cannot parse argument 'xml' for option '--format'; there are csv, ndjson, table.\n`personalize replay what-if --help` shows how it is used.\n", "replay", "what-if", "--catalog", "next", "--format", "xml")]
    [InlineData("error: Cannot parse argument 'x' for option '--rate'.\n`personalize replay backfill --help` shows how it is used.\n", "replay", "backfill", "f", "--rate", "x")]
    [InlineData("error: Option '--surface' is required.\n`personalize decide --help` shows how it is used.\n", "decide")]
    public async Task A_mistake_is_answered_with_the_error_and_where_to_read_on_and_no_page_of_help(string answer, params string[] args)
    {
        var run = await Personalize.Run(args);

        Assert.Equal((ExitCode.Usage, "", answer), (run.ExitCode, run.Results, run.Notes));
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var run = await Personalize.Run("--version");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Matches(@"\A\d+\.\d+\.\d+", run.Results);
    }
}
