using Personalization.Gateway.Tests.Support;
using Personalization.HostContract.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Gateway.Tests.Hosting;

public sealed class PostgresStartTests(PostgresServer postgres) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gateway-").FullName;
    private readonly string other = Directory.CreateTempSubdirectory("gateway-").FullName;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(other, recursive: true);
    }

    [Fact]
    public async Task A_database_that_another_server_uses_ends_with_1_and_says_who_and_what_to_do()
    {
        var database = await postgres.NewDatabase();
        using var first = await ServerProcess.Start(folder, "--journal", "postgres", "--postgres", database);

        var second = await Run("--data", other, "--journal", "postgres", "--postgres", database);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("held by another server (personalization, process", second.Error, StringComparison.Ordinal);
        Assert.Contains("Stop that server", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_ends_with_1_and_one_sentence_without_the_password()
    {
        var run = await Run("--data", folder, "--journal", "postgres", "--postgres", $"Host={folder};Username=app;Password=hush;Database=events");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: The database 'events' at " + folder, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_ends_with_2()
    {
        var run = await Run("--data", folder, "--journal", "postgres", "--postgres", "Hots=db;Password=hush");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--postgres", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Error)> Run(params string[] flags) =>
        ServerProcess.Run(["--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", .. flags]);
}
