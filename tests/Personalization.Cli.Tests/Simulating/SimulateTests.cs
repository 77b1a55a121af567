namespace Personalization.Cli.Tests.Simulating;

public sealed class SimulateTests
{
    private static readonly string[] Small = ["simulate", "--accounts", "2", "--users", "8", "--days", "10"];

    [Fact]
    public async Task The_same_seed_and_end_give_the_same_bytes()
    {
        var first = await Personalize.Run([.. Small, "--seed", "7", "--until", "2026-03-01T12:00:00Z"]);
        var second = await Personalize.Run([.. Small, "--seed", "7", "--until", "2026-03-01T12:00:00Z"]);

        Assert.NotEmpty(first.Lines);
        Assert.Equal(first.Results, second.Results);
    }

    [Theory]
    [InlineData("8", "2026-03-01T12:00:00Z")]
    [InlineData("7", "2026-03-02T12:00:00Z")]
    public async Task Another_seed_or_end_gives_another_history(string seed, string until)
    {
        var first = await Personalize.Run([.. Small, "--seed", "7", "--until", "2026-03-01T12:00:00Z"]);
        var other = await Personalize.Run([.. Small, "--seed", seed, "--until", until]);

        Assert.NotEqual(first.Results, other.Results);
    }

    [Fact]
    public async Task A_file_gets_the_same_bytes_as_the_output()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "history.ndjson");

        var shown = await Personalize.Run([.. Small, "--until", "2026-03-01"]);
        var written = await Personalize.Run([.. Small, "--until", "2026-03-01", "--out", file]);

        Assert.Equal("", written.Results);
        Assert.Equal(shown.Results, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal($"{shown.Lines.Length} events until 2026-03-01T00:00:00Z, seed 1\n", written.Notes);
    }

    [Theory]
    [InlineData("--until", "1/1/1")]
    [InlineData("--until", "0001-01-01")]
    [InlineData("--users", "1")]
    [InlineData("--accounts", "0")]
    [InlineData("--days", "0")]
    [InlineData("--days", "many")]
    [InlineData("--out", "/")]
    public async Task Options_out_of_their_range_are_usage_errors(string option, string value)
    {
        var run = await Personalize.Run("simulate", option, value);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Results));
        Assert.StartsWith("error: ", run.Notes, StringComparison.Ordinal);
        Assert.Contains(option, run.Notes, StringComparison.Ordinal);
    }
}
