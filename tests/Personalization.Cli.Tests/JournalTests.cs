using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Control.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Cli.Tests;

public sealed class JournalTests : IDisposable
{
    private static readonly Instant Noon = new(1_772_366_400_000);
    private readonly TemporaryFolder folder = new();

    private string Data => Path.Combine(folder.Path, "data");

    private string Backup => Path.Combine(folder.Path, "backup");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_folder_is_verified()
    {
        await Fill();
        var run = await Personalize.Run("journal", "verify", "--data", Data);
        Assert.Equal((ExitCode.Ok, "good: 20 events of 1 subject in 20 commits\n"), (run.ExitCode, run.Results));
    }

    [Fact]
    public async Task A_damaged_commit_is_named_with_what_to_do()
    {
        await Fill();
        Damage("UPDATE commits SET checksum = checksum + 1 WHERE id = 7");
        var run = await Personalize.Run("journal", "verify", "--data", Data);
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains("journal.db: Commit 7 of the journal is damaged", run.Results, StringComparison.Ordinal);
        var json = await Personalize.Run("journal", "verify", "--data", Data, "--json");
        Assert.False(json.Json.GetProperty("good").GetBoolean());
        Assert.Equal(7, json.Json.GetProperty("findings")[0].GetProperty("commit").GetInt64());
    }

    [Fact]
    public async Task A_journal_is_held_against_an_anchor()
    {
        await Fill();
        var anchor = Path.Combine(folder.Path, "anchor.json");
        await File.WriteAllTextAsync(
            anchor,
            $$$"""{"format":1,"tenant":"acme/production","decisions":0,"position":0,"hash":"{{{new string('0', 64)}}}","at":"2026-03-01T12:00:00Z","journal":{"commit":21,"checksum":"00000000000000ff"}}""",
            TestContext.Current.CancellationToken);
        var run = await Personalize.Run("journal", "verify", "--data", Data, "--anchor", anchor);
        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.Contains("ends with commit 20; by the anchor it had commit 21", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_made_and_restored()
    {
        await Fill();
        var backup = await Personalize.Run("journal", "backup", "--data", Data, "--to", Backup);
        Assert.Equal((ExitCode.Ok, "backed up to commit 20: copied 20 commits and 0 archives\n"), (backup.ExitCode, backup.Results));
        var again = await Personalize.Run("journal", "backup", "--data", Data, "--to", Backup, "--json");
        Assert.Equal(0, again.Json.GetProperty("copiedCommits").GetInt64());
        var restored = Path.Combine(folder.Path, "restored");
        Assert.Equal(ExitCode.Ok, (await Personalize.Run("journal", "restore", "--from", Backup, "--data", restored)).ExitCode);
        Assert.Equal(ExitCode.Ok, (await Personalize.Run("journal", "verify", "--data", restored)).ExitCode);
        Assert.Equal(ExitCode.Bad, (await Personalize.Run("journal", "restore", "--from", Backup, "--data", restored)).ExitCode);
    }

    [Fact]
    public async Task Nothing_writes_to_a_backup_as_to_a_data_folder()
    {
        await Fill();
        await Personalize.Run("journal", "backup", "--data", Data, "--to", Backup);
        string[][] verbs = [["journal", "archive", "--older-than", "1"], ["journal", "compact"], ["tenants", "create", "acme/next"], ["keys", "list"]];
        foreach (var verb in verbs)
        {
            var run = await Personalize.Run([.. verb, "--data", Backup]);
            Assert.Equal(ExitCode.Bad, run.ExitCode);
            Assert.StartsWith("error folder_is_backup: ", run.Notes, StringComparison.Ordinal);
            Assert.Contains("`personalize journal restore --from", run.Notes, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Ok, (await Personalize.Run("journal", "verify", "--data", Backup)).ExitCode);
    }

    [Fact]
    public async Task A_backup_into_the_data_folder_is_refused()
    {
        await Fill();
        var run = await Personalize.Run("journal", "backup", "--data", Data, "--to", Path.Combine(Data, "backup"));
        Assert.Equal((ExitCode.Usage, false), (run.ExitCode, Directory.Exists(Path.Combine(Data, "backup"))));
    }

    [Fact]
    public async Task A_backup_that_is_not_there_is_a_mistake_of_the_command_line()
    {
        var run = await Personalize.Run("journal", "restore", "--from", Backup, "--data", Data);
        Assert.Equal((ExitCode.Usage, $"error: There is no folder '{Backup}'. Name that of a backup.\n"), (run.ExitCode, run.Notes));
        Assert.False(Directory.Exists(Data));
    }

    [Fact]
    public async Task A_folder_is_counted()
    {
        await Fill();
        var run = await Personalize.Run("journal", "stats", "--data", Data, "--json");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Equal(20, run.Json.GetProperty("commits").GetInt64());
        Assert.Equal(20, run.Json.GetProperty("events").GetProperty("types").GetProperty("tracked").GetInt64());
        Assert.Equal(1, run.Json.GetProperty("events").GetProperty("subjects").GetProperty("user").GetInt64());
        var table = await Personalize.RunOnTerminal("journal", "stats", "--data", Data);
        Assert.Contains("2026-03-01T12:00:20", table.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_commits_are_moved_and_their_space_is_given_back()
    {
        await Fill();
        var moved = await Personalize.Run("journal", "archive", "--data", Data, "--older-than", "1", "--json");
        Assert.Equal(19, moved.Json.GetProperty("commits").GetInt64());
        Assert.Equal(ExitCode.Ok, (await Personalize.Run("journal", "compact", "--data", Data)).ExitCode);
        var stats = await Personalize.Run("journal", "stats", "--data", Data, "--json");
        Assert.Equal((19, 1, 0), (stats.Json.GetProperty("archivedCommits").GetInt64(), stats.Json.GetProperty("archives").GetInt64(), stats.Json.GetProperty("freeBytes").GetInt64()));
        Assert.Equal(ExitCode.Ok, (await Personalize.Run("journal", "verify", "--data", Data)).ExitCode);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("stats")]
    [InlineData("compact")]
    [InlineData("archive", "--older-than", "3")]
    [InlineData("backup", "--to", "elsewhere")]
    public async Task A_folder_without_a_journal_is_a_mistake_of_the_command_line(string verb, params string[] more) =>
        Assert.Equal(ExitCode.Usage, (await Personalize.Run(["journal", verb, "--data", Data, .. more])).ExitCode);

    [Fact]
    public async Task A_connection_string_that_makes_no_sense_is_a_mistake_of_the_caller()
    {
        var run = await Personalize.Run("journal", "verify", "--journal", "postgres", "--postgres", "rubbish");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("error: --postgres is no connection string", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "--to", "elsewhere")]
    [InlineData("restore", "--from", "elsewhere")]
    public async Task PostgreSQL_is_backed_up_with_its_own_tools(string verb, params string[] more)
    {
        var run = await Personalize.Run(["journal", verb, "--journal", "postgres", .. more]);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("PostgreSQL", run.Notes, StringComparison.Ordinal);
    }

    private async Task Fill()
    {
        await using (var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = Data }))
        {
            for (var version = 1; version <= 20; version++)
            {
                var at = Noon + TimeSpan.FromSeconds(version);
                var one = new Tracked { Id = $"e{version}", Time = at, ReceivedAt = at, Name = "import_failed" };
                await journal.Append([new StreamAppend(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"), version, [one])]);
            }
        }

        SqliteControlStore.Open(Data, TimeProvider.System).Dispose();
    }

    private void Damage(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
