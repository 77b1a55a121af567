using System.Text.RegularExpressions;
using Personalization.Authoring;

namespace Personalization.Cli.Tests.Validating;

/// <summary>The guide shows what the program prints; only the hash may differ, which changes with the time-zone tables.</summary>
public sealed partial class GuideTests : IDisposable
{
    private static readonly string[] Guide = File.ReadAllLines(Repository.PathOf("docs/guides/validate.md"));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_errors_are_those_of_the_example() => Assert.Equal(Block("```text bad"), await Run(Block("```yaml bad")));

    [Fact]
    public async Task The_warnings_are_those_of_the_corrected_example() => Assert.Equal(WithoutHash(Block("```text warned")), WithoutHash(await Run(Corrected())));

    [Fact]
    public async Task The_rejected_events_are_those_of_the_example()
    {
        var events = folder.Write("events.ndjson", Block("```json events"));

        var printed = await Run(Corrected(), "--events", events);

        Assert.EndsWith("\n" + Block("```text events"), printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_lists_every_code_with_its_sentence() =>
        Assert.Equal(CatalogRules.Codes.Select(code => $"| `{code}` | {CatalogRules.Describe(code)} |"), Guide.SkipWhile(line => line != "| code | says |").Skip(2));

    private static string WithoutHash(string printed) => Hash().Replace(printed, "(hash)");

    [GeneratedRegex("\\b[0-9a-f]{12}\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();

    private static string Corrected() =>
        Block("```yaml bad").Replace("saler", "seller", StringComparison.Ordinal).Replace("user.rol}", "user.role}", StringComparison.Ordinal);

    private static string Block(string fence) => string.Join('\n', Guide.SkipWhile(line => line != fence).Skip(1).TakeWhile(line => line != "```"));

    private async Task<string> Run(string catalog, params string[] options)
    {
        folder.Write("catalog/shop.yaml", catalog);
        var run = await Personalize.Run(["validate", Path.Combine(folder.Path, "catalog"), "--today", "2026-03-01", .. options]);
        return run.Results.Replace(folder.Path + "/", "", StringComparison.Ordinal).TrimEnd();
    }
}
