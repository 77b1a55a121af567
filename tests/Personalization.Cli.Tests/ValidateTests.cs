using Personalization.Authoring;

namespace Personalization.Cli.Tests;

public sealed class ValidateTests : IDisposable
{
    private const string Good =
        """
        catalog: { name: tiny, defaultLocale: en }
        events:
          done: { description: Done., properties: { type: object } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_catalog_is_ok()
    {
        folder.Write("catalog.yaml", Good);

        var run = await Personalize.Run("validate", folder.Path);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.StartsWith("ok: tiny ", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_is_named_with_file_line_and_column()
    {
        var file = folder.Write("catalog.yaml", Good + "\nmeters:\n  runs: { of: account, period: month, used: { event: dune, add: amount } }\n");

        var run = await Personalize.Run("validate", folder.Path);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith($"{file}:5:54: error unknown_event: ", run.Results, StringComparison.Ordinal);
        Assert.EndsWith("1 error, 0 warnings\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_the_place_of_a_problem_in_fields()
    {
        var file = folder.Write("catalog.yaml", Good + "\nmeters:\n  runs: { of: account, period: month, used: { event: dune, add: amount } }\n");

        var run = await Personalize.Run("validate", folder.Path, "--json");

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.False(run.Json.GetProperty("ok").GetBoolean());
        var problem = Assert.Single(run.Json.GetProperty("problems").EnumerateArray().ToArray());
        Assert.Equal(
            (file, 5, 54, "unknown_event"),
            (problem.GetProperty("file").GetString()!, problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32(), problem.GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task Json_of_a_good_catalog_holds_its_name_and_hash()
    {
        folder.Write("catalog.yaml", Good);

        var run = await Personalize.Run("validate", folder.Path, "--json");

        Assert.True(run.Json.GetProperty("ok").GetBoolean());
        Assert.Equal("tiny", run.Json.GetProperty("name").GetString());
        Assert.Equal(64, run.Json.GetProperty("hash").GetString()!.Length);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("version: 2, ", true)]
    public async Task A_contract_that_may_reject_what_it_accepted_needs_a_new_version(string version, bool isMeant)
    {
        using var old = new TemporaryFolder();
        old.Write("catalog.yaml", Good);
        var file = folder.Write("catalog.yaml", Good.Replace("properties: {", version + "properties: { required: [id],", StringComparison.Ordinal));

        var run = await Personalize.Run("validate", folder.Path, "--against", old.Path);

        Assert.Equal(isMeant ? ExitCode.Ok : ExitCode.Bad, run.ExitCode);
        Assert.StartsWith(isMeant ? "ok: tiny " : $"{file}:3:45: error incompatible_contract: ", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_can_be_compared_with()
    {
        folder.Write("catalog.yaml", Good);
        using var old = new TemporaryFolder();
        var bundle = Path.Combine(old.Path, "bundle.json");
        await File.WriteAllBytesAsync(bundle, CatalogLoader.LoadFolder(folder.Path).Bundle!.Json, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Ok, (await Personalize.Run("validate", folder.Path, "--against", bundle)).ExitCode);

        folder.Write("catalog.yaml", Good.Replace("type: object", "type: object, maxProperties: 3", StringComparison.Ordinal));
        Assert.Contains("error incompatible_contract", (await Personalize.Run("validate", folder.Path, "--against", bundle)).Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_that_is_not_there_or_has_problems_cannot_be_compared_with()
    {
        folder.Write("catalog.yaml", Good);
        using var old = new TemporaryFolder();
        old.Write("catalog.yaml", "catalog: {}\n");

        Assert.Equal(ExitCode.Usage, (await Personalize.Run("validate", folder.Path, "--against", Path.Combine(old.Path, "no"))).ExitCode);
        Assert.Equal(ExitCode.Usage, (await Personalize.Run("validate", folder.Path, "--against", old.Path)).ExitCode);
    }

    [Fact]
    public async Task A_file_in_place_of_a_folder_is_a_usage_error_that_says_so()
    {
        var file = folder.Write("catalog.yaml", Good);

        var run = await Personalize.Run("validate", file);

        Assert.Equal((ExitCode.Usage, $"error: {file} is a file; give the folder that the catalog's files are in.\n"), (run.ExitCode, run.Notes));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_a_usage_error()
    {
        var missing = Path.Combine(folder.Path, "missing");

        var run = await Personalize.Run("validate", missing);

        Assert.Equal((ExitCode.Usage, $"error: There is no folder {missing}.\n"), (run.ExitCode, run.Notes));
    }
}
