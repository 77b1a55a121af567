using Npgsql;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract.Postgres;
using Personalization.Journal;
using Personalization.Journal.Audit.Postgres;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Postgres;
using Personalization.Journal.Sqlite;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Cli.Tests.Auditing;

/// <summary>Chains in a folder over a journal in a real PostgreSQL.</summary>
public sealed class PostgresAuditTests(PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string Schema { get; } = new PostgresJournalOptions { ConnectionString = "" }.Schema;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Decisions_in_a_database_are_verified_against_the_chain_in_the_folder()
    {
        var database = await Seal(decisions: 3);

        var run = await Personalize.Run("audit", "verify", "--data", folder.Path, "--postgres", database);

        Assert.Equal((ExitCode.Ok, "good: 3 decisions as sealed"), (run.ExitCode, run.Lines[^1]));
        Assert.StartsWith("note: The journal is read from PostgreSQL at ", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_that_is_gone_from_the_database_is_told()
    {
        var database = await Seal(decisions: 3);
        await Execute(database, $"DELETE FROM {Schema}.event WHERE subject = (SELECT min(id) FROM {Schema}.subject)");

        var run = await Personalize.Run("audit", "verify", "--data", folder.Path, "--postgres", database);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith("decision_missing: ", run.Lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chains_of_a_cluster_are_verified_in_the_database_and_need_no_folder()
    {
        var database = await SealThere(decisions: 3);

        var good = await Personalize.Run("audit", "verify", "--data", Path.Combine(folder.Path, "none"), "--postgres", database);
        await Execute(database, $"DELETE FROM {Schema}.event WHERE subject = (SELECT min(id) FROM {Schema}.subject)");
        var bad = await Personalize.Run("audit", "verify", "--data", Path.Combine(folder.Path, "none"), "--postgres", database);

        Assert.Equal((ExitCode.Ok, "good: 3 decisions as sealed"), (good.ExitCode, good.Lines[^1]));
        Assert.Contains("note: The chains are read from there too", good.Notes, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Bad, bad.ExitCode);
        Assert.StartsWith("decision_missing: ", bad.Lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anchor_of_a_cluster_s_chain_is_made_from_the_database_and_holds_there()
    {
        var database = await SealThere(decisions: 3);
        string[] place = ["--data", Path.Combine(folder.Path, "none"), "--postgres", database];
        var anchor = Path.Combine(folder.Path, "anchor.json");

        var made = await Personalize.Run(["audit", "anchor", "--out", anchor, .. place]);
        var held = await Personalize.Run(["audit", "verify", "--anchor", anchor, .. place]);
        var stranger = await Personalize.Run(["audit", "anchor", "--tenant", "nobody/here", .. place]);

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (made.ExitCode, held.ExitCode));
        Assert.Contains("\"decisions\":3", await File.ReadAllTextAsync(anchor, Cancellation), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, stranger.ExitCode);
    }

    [Fact]
    public async Task In_a_database_there_is_nothing_to_mend_and_that_is_said()
    {
        var run = await Personalize.Run("audit", "mend", "--data", Path.Combine(folder.Path, "none"), "--postgres", await SealThere(decisions: 1));

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Results));
        Assert.Contains("go with their person in one transaction", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_chains_and_a_folder_without_one_are_told_apart_from_good_ones()
    {
        var database = await Seal(decisions: 1);

        var run = await Personalize.Run("audit", "verify", "--data", Path.Combine(folder.Path, "none"), "--postgres", database);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Results));
        Assert.Contains("No silo has sealed anything in this database.", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_s_folder_whose_chain_is_gone_is_not_taken_for_a_cluster_s()
    {
        var database = await SealThere(decisions: 1);
        FolderJournal.KeepElsewhere(folder.Path, "PostgreSQL at db:5432, database app, schema personalization");

        var run = await Personalize.Run("audit", "verify", "--data", folder.Path, "--postgres", database);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Results));
        Assert.Contains("neither journal.db nor audit.db", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_away_ends_with_3_and_without_the_password()
    {
        await Seal(decisions: 1);

        var run = await Personalize.Run("audit", "verify", "--data", folder.Path, "--postgres", $"Host={folder.Path};Username=app;Password=hush;Database=events");

        Assert.Equal(ExitCode.Unreachable, run.ExitCode);
        Assert.StartsWith("error: The database 'events' at " + folder.Path, run.Notes, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal", "verify", "--journal", "postgres")]
    [InlineData("journal", "stats", "--journal", "postgres")]
    [InlineData("audit", "verify")]
    public async Task A_foreign_database_is_no_journal_and_stays_as_it_is(params string[] verb)
    {
        await Seal(decisions: 1);
        var foreign = await postgres.NewDatabase();

        var run = await Personalize.Run([.. verb, "--data", folder.Path, "--postgres", foreign]);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Results));
        Assert.Contains($"has no schema '{Schema}': it is no journal.", run.Notes, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(foreign);
        await using var ask = source.CreateCommand($"SELECT count(*) FROM pg_namespace WHERE nspname = '{Schema}'");
        Assert.Equal(0L, await ask.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task A_schema_of_an_older_version_is_told_and_not_migrated()
    {
        var database = await Seal(decisions: 1);
        await Execute(database, $"DELETE FROM {Schema}.schema_migrations WHERE number = (SELECT max(number) FROM {Schema}.schema_migrations)");

        var run = await Personalize.Run("journal", "verify", "--journal", "postgres", "--postgres", database);

        Assert.Equal((ExitCode.Bad, ""), (run.ExitCode, run.Results));
        Assert.Contains("Start a server of this version first", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal", "verify")]
    [InlineData("journal", "stats")]
    [InlineData("audit", "verify")]
    public async Task A_folder_whose_events_are_in_a_database_asks_for_it_beside_a_stray_file_too(params string[] verb)
    {
        var database = await Seal(decisions: 1);
        FolderJournal.KeepElsewhere(folder.Path, "PostgreSQL at db:5432, database app, schema personalization");
        await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }).DisposeAsync();

        var unnamed = await Personalize.Run([.. verb, "--data", folder.Path]);
        var named = await Personalize.Run([.. verb, "--data", folder.Path, "--postgres", database]);

        Assert.Equal((ExitCode.Usage, ""), (unnamed.ExitCode, unnamed.Results));
        Assert.Contains("keeps its events in PostgreSQL at db:5432, database app, schema personalization.", unnamed.Notes, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, named.ExitCode);
    }

    [Fact]
    public async Task A_database_in_the_environment_counts_as_one_in_a_flag()
    {
        var database = await Seal(decisions: 1);

        var run = await Personalize.RunProcess(new() { ["PERSONALIZATION_POSTGRES"] = database }, "audit", "verify", "--data", folder.Path);

        Assert.Equal((ExitCode.Ok, "good: 1 decision as sealed"), (run.ExitCode, run.Lines[^1]));
        Assert.StartsWith("note: The journal is read from PostgreSQL at ", run.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("journal", "verify")]
    [InlineData("audit", "verify")]
    public async Task A_database_in_the_environment_and_a_journal_in_the_folder_are_never_mixed_up(params string[] verb)
    {
        var database = await Seal(decisions: 1);
        await SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path }).DisposeAsync();

        var run = await Personalize.RunProcess(new() { ["PERSONALIZATION_POSTGRES"] = database }, [.. verb, "--data", folder.Path]);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Results));
        Assert.Contains("--journal sqlite or --journal postgres", run.Notes, StringComparison.Ordinal);
    }

    private static async Task Execute(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Cancellation));
    }

    private async Task<string> Seal(int decisions) => await Seal(decisions, async (journal, _) =>
    {
        using var store = SqliteAuditStore.Open(folder.Path);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        await sealer.Seal(Cancellation);
    });

    private async Task<string> SealThere(int decisions) => await Seal(decisions, async (journal, database) =>
    {
        await using var store = await PostgresAuditStore.Open(database, cancellation: Cancellation);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        await sealer.Seal(Cancellation);
    });

    private async Task<string> Seal(int decisions, Func<PostgresJournal, string, Task> seal)
    {
        var database = await postgres.NewDatabase();
        await using var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = database }, Cancellation);
        await journal.Append([.. Enumerable.Range(0, decisions).Select(at => new StreamAppend(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, $"u{at}"), 1, [Decision($"d{at}")]))]);
        await seal(journal, database);
        return database;
    }

    private static Served Decision(string id) => new()
    {
        Id = id, Time = new Instant(1_772_366_400_000), ReceivedAt = new Instant(1_772_366_400_000), Surface = "home.card", CatalogHash = "c0ffee", Actions = [],
    };
}
