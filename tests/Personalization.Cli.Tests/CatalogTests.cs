using Personalization.Gateway.Tests.Support;

namespace Personalization.Cli.Tests;

public sealed class CatalogTests : IClassFixture<GatewayServer>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string[] here;

    public CatalogTests(GatewayServer server)
    {
        here = ["--server", server.GrpcAddress.ToString(), "--key", server.KeyOfNewTenant()];
        Write("catalog.yaml", "catalog: { name: cli }\n");
        Write(Path.Combine("surfaces", "home.yml"), "surfaces: { home: { channel: in_app, max: 1 } }\n");
        Write("notes.txt", "not of the catalog");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Publishing_keeps_a_catalog_and_activating_lets_it_decide()
    {
        var published = await Run("publish", folder.Path);
        Assert.Equal(ExitCode.Ok, published.ExitCode);
        Assert.StartsWith("published: cli ", published.Lines[^1], StringComparison.Ordinal);
        var hash = published.Lines[^1].Split(' ')[2];
        Assert.Contains(hash + "\t", await Inactive(), StringComparison.Ordinal);

        var activated = await Run("activate", hash[..12]);
        Assert.Equal((ExitCode.Ok, $"active: {hash}\n"), (activated.ExitCode, activated.Results));
        Assert.DoesNotContain(hash + "\t", await Inactive(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_and_activating_can_be_one_step()
    {
        var run = await Run("publish", folder.Path, "--activate", "--json");
        Assert.Equal((ExitCode.Ok, true), (run.ExitCode, run.Json.GetProperty("catalog").GetProperty("active").GetBoolean()));
    }

    [Fact]
    public async Task A_broken_catalog_is_told_with_the_places_in_the_folder()
    {
        Write("wrong.yaml", "actions:\n  bad: { kind: card }\n");
        var run = await Run("publish", folder.Path, "--activate");
        var local = await Personalize.Run("validate", folder.Path);
        Assert.Equal(local.Lines[0], run.Lines[0]);
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith(Path.Combine(folder.Path, "wrong.yaml") + ":2:", run.Results, StringComparison.Ordinal);
        Assert.EndsWith("nothing was published\n", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_none_is_a_wrong_command_line()
    {
        Assert.Equal(ExitCode.Usage, (await Run("publish", Path.Combine(folder.Path, "nowhere"))).ExitCode);
        Assert.Equal(ExitCode.Usage, (await Run("publish", Path.Combine(folder.Path, "notes.txt"))).ExitCode);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_bad()
    {
        var run = await Run("activate", "0123456789ab");
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith("error unknown_catalog: ", run.Notes, StringComparison.Ordinal);
    }

    private async Task<string> Inactive() => string.Join('\n', (await Run("versions")).Lines.Where(line => !line.EndsWith("\tactive", StringComparison.Ordinal)));

    private Task<Personalize> Run(params string[] args) => Personalize.Run(["catalog", .. args, .. here]);

    private void Write(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
