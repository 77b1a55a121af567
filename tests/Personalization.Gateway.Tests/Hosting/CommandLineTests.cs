using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("--htpp", "error: There is no option '--htpp'; did you mean --http?\n--help lists all options.\n")]
    [InlineData("--data-folder=x", "error: There is no option '--data-folder=x'; there are --http, --grpc, --data, ")]
    [InlineData("--http", "error: Required argument missing for option: '--http'.\n--help lists all options.\n")]
    public async Task A_wrong_flag_ends_with_2_and_one_sentence(string flag, string beginning)
    {
        var run = await ServerProcess.Run(flag);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(beginning, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Help_names_every_flag_and_how_to_begin()
    {
        var run = await ServerProcess.Run("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All((string[])["--demo", "--http", "--grpc", "--data", "--catalog", "--journal", "--postgres", "--retention", "--region", "--tls-cert", "--tls-key", "--client-ca", "--behind-proxy", "PERSONALIZATION_API_KEY"],
            flag => Assert.Contains(flag, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_another_server_holds_ends_with_1_and_names_the_folder()
    {
        using var first = await ServerProcess.Start(folder);

        var second = await ServerProcess.Run("--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", folder);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains(folder, second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_with_1_and_one_sentence_of_what_to_do()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();

        var run = await ServerProcess.Run("--http", taken.LocalEndpoint.ToString()!, "--grpc", "127.0.0.1:0", "--data", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--http", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_ends_with_1_and_names_the_flag()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await ServerProcess.Run("--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", file);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"--data {file}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_with_a_problem_ends_with_1_and_says_where()
    {
        var file = Path.Combine(folder, "catalog.yaml");
        await File.WriteAllTextAsync(file, "catalog: { name: x }\nsurfaces:\n  home.card: { chanel: in_app }\n", TestContext.Current.CancellationToken);

        var run = await ServerProcess.Run("--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", Path.Combine(folder, "data"), "--catalog", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:3:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_never_empties_a_folder_that_no_demo_made()
    {
        var precious = Path.Combine(folder, "precious.txt");
        await File.WriteAllTextAsync(precious, "keep me", TestContext.Current.CancellationToken);

        var run = await ServerProcess.Run("--demo", "--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", "--data", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.True(File.Exists(precious));
        Assert.Contains("no demo made", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_for_other_machines_without_a_key_ends_with_1()
    {
        var run = await ServerProcess.Run("--http", "0.0.0.0:0", "--grpc", "127.0.0.1:0", "--behind-proxy", "--data", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no key", run.Error, StringComparison.Ordinal);
    }
}
