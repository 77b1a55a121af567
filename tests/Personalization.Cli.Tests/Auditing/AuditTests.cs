using System.Text.Json;
using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Sqlite;

namespace Personalization.Cli.Tests.Auditing;

public sealed class AuditTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(folder.Path, "data");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_without_kept_salts_is_mended_without_a_change()
    {
        await Seal("acme/production", decisions: 3);
        var mended = await Personalize.Run("audit", "mend", "--data", Data);
        Assert.Equal((ExitCode.Ok, "destroyed 0 salts\n"), (mended.ExitCode, mended.Results));
    }

    [Fact]
    public async Task A_good_folder_ends_with_nought_and_says_how_many_decisions()
    {
        await Seal("acme/production", decisions: 3);

        var run = await Personalize.RunOnTerminal("audit", "verify", "--data", Data);

        Assert.Equal(ExitCode.Ok, run.ExitCode);
        Assert.Matches(@"acme/production\s+3\s+3\s+0\s+0\s+0\s+[0-9a-f]{16}", run.Results);
        Assert.EndsWith("good: 3 decisions as sealed\n", run.Results, StringComparison.Ordinal);
        Assert.Contains("100 %  of the journal read", run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_ends_with_one_and_names_what_it_is()
    {
        await Seal("acme/production", decisions: 3);
        Execute("DELETE FROM blocks");

        var run = await Personalize.Run("audit", "verify", "--data", Data);

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.StartsWith("block_missing: There is no block of this chain, but 3 decisions in the sealed part", run.Lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("(acme/production)", run.Lines[^2], StringComparison.Ordinal);
        Assert.Equal("bad: 1 finding", run.Lines[^1]);
    }

    [Fact]
    public async Task A_report_for_machines_has_every_finding_with_its_code()
    {
        await Seal("acme/production", decisions: 1);
        Execute("UPDATE blocks SET checksum = 1");

        var run = await Personalize.Run("audit", "verify", "--data", Data, "--json");

        Assert.Equal(ExitCode.Bad, run.ExitCode);
        Assert.False(run.Json.GetProperty("good").GetBoolean());
        Assert.Equal("block_damaged", Assert.Single(run.Json.GetProperty("findings").EnumerateArray()).GetProperty("code").GetString());
        Assert.Equal(1, run.Json.GetProperty("tenants")[0].GetProperty("unreadable").GetInt64());
    }

    [Fact]
    public async Task An_anchor_is_written_once_and_holds_later()
    {
        await Seal("acme/production", decisions: 2);
        var path = Path.Combine(folder.Path, "anchor.json");

        Assert.Equal(ExitCode.Ok, (await Personalize.Run("audit", "anchor", "--data", Data, "--out", path)).ExitCode);
        Assert.Equal(ExitCode.Usage, (await Personalize.Run("audit", "anchor", "--data", Data, "--out", path)).ExitCode);
        var good = await Personalize.Run("audit", "verify", "--data", Data, "--anchor", path);
        Execute("DELETE FROM blocks; UPDATE sealed SET position = 0, checksum = (SELECT 0)");
        var cut = await Personalize.Run("audit", "verify", "--data", Data, "--anchor", path);

        Assert.Equal((ExitCode.Ok, "good: 2 decisions as sealed, and as 1 anchor said"), (good.ExitCode, good.Lines[^1]));
        Assert.Equal(ExitCode.Bad, cut.ExitCode);
    }

    [Fact]
    public async Task Of_several_chains_one_has_to_be_named()
    {
        await Seal("acme/production", decisions: 1);
        await Seal("beta/production", decisions: 1);

        var several = await Personalize.Run("audit", "anchor", "--data", Data);
        var one = await Personalize.Run("audit", "anchor", "--data", Data, "--tenant", "beta/production");

        Assert.Equal((ExitCode.Usage, "error: Say whose with --tenant: acme/production, beta/production.\n"), (several.ExitCode, several.Notes));
        Assert.Equal("beta/production", one.Json.GetProperty("tenant").GetString());
        Assert.Equal(JsonValueKind.Object, one.Json.GetProperty("journal").ValueKind);
    }

    [Fact]
    public async Task A_chain_that_is_not_there_is_no_good_one()
    {
        await Seal("acme/production", decisions: 1);

        var verified = await Personalize.Run("audit", "verify", "--data", Data, "--tenant", "acme/prodution");
        var anchored = await Personalize.Run("audit", "anchor", "--data", Data, "--tenant", "acme/prodution");

        Assert.Equal((ExitCode.Usage, "error: There is no chain of acme/prodution: it is named otherwise, or none of its decisions was served.\n"), (verified.ExitCode, verified.Notes));
        Assert.Equal((ExitCode.Usage, "", verified.Notes), (anchored.ExitCode, anchored.Results, anchored.Notes));
    }

    [Theory]
    [InlineData("is no data folder: there is no such folder. Name that of the server with --data or PERSONALIZATION_DATA.", "verify")]
    [InlineData("is no data folder: there is no such folder. Name that of the server with --data or PERSONALIZATION_DATA.", "anchor")]
    public async Task A_folder_without_data_is_a_mistake_of_the_caller(string message, string command)
    {
        var run = await Personalize.Run("audit", command, "--data", Data);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_anchor_is_a_mistake_of_the_caller()
    {
        await Seal("acme/production", decisions: 1);

        var run = await Personalize.Run("audit", "verify", "--data", Data, "--anchor", folder.Write("a.json", "{}"));

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.EndsWith("This is no anchor: It has no 'format'.\n", run.Notes, StringComparison.Ordinal);
    }

    private async Task Seal(string tenant, int decisions)
    {
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = Data });
        using var store = SqliteAuditStore.Open(Data);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System);
        await journal.Append([.. Enumerable.Range(0, decisions).Select(at => new StreamAppend(new SubjectKey(new TenantId(tenant), SubjectKind.User, $"u{at}"), 1, [Decision($"d{at}")]))]);
        await sealer.Seal(Cancellation);
    }

    private static Served Decision(string id) => new()
    {
        Id = id, Time = new Instant(1_772_366_400_000), ReceivedAt = new Instant(1_772_366_400_000), Surface = "home.card", CatalogHash = "c0ffee", Actions = [],
    };

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "audit.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
