using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Tests.Support;
using Personalization.HostContract.Postgres;
using Personalization.Journal;
using Personalization.Journal.Sqlite;

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
    public async Task A_folder_whose_events_are_in_a_database_is_not_opened_without_it()
    {
        var database = await postgres.NewDatabase();
        using (var first = await ServerProcess.Start(folder, "--journal", "postgres", "--postgres", database))
        {
            Assert.Equal(0, await first.Terminate());
        }

        var second = await Run("--data", folder);

        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith("error journal_elsewhere: ", second.Error, StringComparison.Ordinal);
        Assert.Contains("Add --journal postgres", second.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "journal.db")));
        using var third = await ServerProcess.Start(folder, "--journal", "postgres", "--postgres", database);
    }

    [Fact]
    public async Task A_folder_with_events_of_its_own_is_not_opened_with_a_database()
    {
        await using (var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder }))
        {
            var at = new Instant(1_772_366_400_000);
            var one = new Tracked { Id = "e1", Time = at, ReceivedAt = at, Name = "import_failed" };
            await journal.Append([new StreamAppend(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"), 1, [one])]);
        }

        var run = await Run("--data", folder, "--journal", "postgres", "--postgres", await postgres.NewDatabase());

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error journal_here: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_an_empty_journal_may_be_opened_with_a_database()
    {
        await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder }).DisposeAsync();
        using var server = await ServerProcess.Start(folder, "--journal", "postgres", "--postgres", await postgres.NewDatabase());
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
