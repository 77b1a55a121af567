namespace Personalization.Cli.Tests.Validating;

public sealed class WarningTests : IDisposable
{
    private const string Tired =
        """
        catalog: { name: tiny }
        surfaces: { home: { channel: in_app } }
        actions:
          hello:
            { kind: card, surfaces: [home], audience: "true", reviewBy: 2026-03-01, owner: me, content: { en: { title: Hi } }, why: { en: Because. } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Warnings_are_shown_but_do_not_fail()
    {
        var file = folder.Write("catalog.yaml", Tired);

        var run = await Personalize.Run("validate", folder.Path, "--today", "2026-03-02");

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith($"{file}:5:65: warning review_due: `hello` was to be looked at by 2026-03-01.\n", run.Results, StringComparison.Ordinal);
        Assert.EndsWith(" · 0 events, 1 action on 1 surface, 1 warning\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strict_validation_fails_on_warnings()
    {
        folder.Write("catalog.yaml", Tired);

        var run = await Personalize.Run("validate", folder.Path, "--today", "2026-03-02", "--strict");

        Assert.Equal((ExitCode.Bad, "0 errors, 1 warning"), (run.ExitCode, run.Lines[^1]));
    }

    [Fact]
    public async Task Review_dates_are_compared_with_the_date_that_is_given()
    {
        folder.Write("catalog.yaml", Tired);

        var run = await Personalize.Run("validate", folder.Path, "--today", "2026-03-01", "--strict");

        Assert.Equal((ExitCode.Ok, 1), (run.ExitCode, run.Lines.Length));
    }

    [Theory]
    [InlineData("--today", "tomorrow")]
    [InlineData("--events", "nowhere.ndjson")]
    [InlineData("--json", "--sarif")]
    public async Task An_option_that_makes_no_sense_is_a_usage_error(string one, string other)
    {
        folder.Write("catalog.yaml", Tired);

        Assert.Equal(ExitCode.Usage, (await Personalize.Run("validate", folder.Path, one, other)).ExitCode);
    }
}
