using Personalization.HostContract;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Tests.Audit;

namespace Personalization.Journal.Tests.Checks;

/// <summary>What a check of a folder finds: nothing in a good one, and every kind of damage by its file and commit.</summary>
public sealed class FolderCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_good_folder_has_no_findings_and_everything_was_looked_at()
    {
        await SampleFolder.Fill(folder);
        var report = Check();
        Assert.Empty(report.Findings);
        Assert.True(report.IsGood);
        Assert.Equal((SampleFolder.Commits, SampleFolder.Commits * 2, 0, 2, 2), (report.Commits, report.Events, report.ErasedEvents, report.Subjects, report.Snapshots));
    }

    [Fact]
    public async Task A_folder_is_checked_beside_its_running_server()
    {
        await SampleFolder.Fill(folder);
        await using var journal = SampleFolder.Open(folder);
        await SampleFolder.Append(journal, SampleFolder.Commits + 1, SampleFolder.Commits + 10);
        var report = Check();
        Assert.Empty(report.Findings);
        Assert.Equal(SampleFolder.Commits + 10, report.Commits);
        Assert.Contains(report.Notes, note => note.Contains("server is running", StringComparison.Ordinal));
        await SampleFolder.Append(journal, SampleFolder.Commits + 11, SampleFolder.Commits + 12);
    }

    [Fact]
    public async Task An_erased_subject_is_no_finding()
    {
        await SampleFolder.Fill(folder);
        await using (var journal = SampleFolder.Open(folder))
        {
            await journal.Erase(Sample.User("u1"), Cancellation);
            await journal.Append(Sample.Append(Sample.User("u1"), 1, 2));
        }

        var report = Check();
        Assert.Empty(report.Findings);
        Assert.Equal(SampleFolder.Commits, report.ErasedEvents);
    }

    [Theory]
    [InlineData("UPDATE commits SET payload = zeroblob(length(payload)) WHERE id = 20", 20)]
    [InlineData("UPDATE commits SET checksum = checksum + 1 WHERE id = 20", 20)]
    [InlineData("DELETE FROM commits WHERE id = 20", 20)]
    public async Task A_damaged_commit_is_named(string damage, long commit)
    {
        await SampleFolder.Fill(folder);
        RawSql.Execute(folder.File("journal.db"), damage);
        var finding = Assert.Single(Check().Findings);
        Assert.Equal(("journal.db", commit), (finding.File, finding.Commit));
        Assert.NotEmpty(finding.Advice);
    }

    [Fact]
    public async Task A_damaged_archive_is_named()
    {
        await SampleFolder.Fill(folder);
        var path = folder.File("archive/000000000006-000000000010.archive");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        var report = Check();
        Assert.Equal([6, 7, 8, 9, 10], report.Findings.Select(finding => finding.Commit!.Value));
        Assert.All(report.Findings, finding => Assert.Equal("archive/000000000006-000000000010.archive", finding.File));
    }

    [Fact]
    public async Task A_missing_archive_is_named_once()
    {
        await SampleFolder.Fill(folder);
        File.Delete(folder.File("archive/000000000001-000000000005.archive"));
        var finding = Assert.Single(Check().Findings);
        Assert.Equal(1, finding.Commit);
    }

    [Fact]
    public async Task A_gap_in_a_stream_is_found()
    {
        await SampleFolder.Fill(folder);
        Replace(25, Sample.Append(Sample.User("u1"), 27), Sample.Append(Sample.User("u2"), 25));
        Assert.Contains(Check().Findings, finding => finding.Commit == 25 && finding.Message.Contains("version 27 after version 24", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_is_in_a_stream_twice_is_found()
    {
        await SampleFolder.Fill(folder);
        var twice = new StreamAppend(Sample.User("u1"), 25, [Sample.Tracked(Sample.IdOf(Sample.User("u1"), 3))]);
        Replace(25, twice, Sample.Append(Sample.User("u2"), 25));
        Assert.Contains(Check().Findings, finding => finding.Commit == 25 && finding.Message.Contains("a second time", StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_that_is_there_twice_is_found_whatever_the_memory()
    {
        var findings = new CheckFindings();
        var streams = new StreamCheck(findings, "journal.db", idsMax: 10);
        do
        {
            for (var version = 1; version <= 100; version++)
            {
                streams.Add(new StoredEvent(version, Sample.User("u1"), version, Sample.Tracked(version is 40 or 90 ? "twice" : $"e{version}")), version);
            }
        }
        while (streams.NextRound());

        Assert.InRange(streams.Rounds, 8, 64);
        Assert.Equal(90, Assert.Single(findings.Listed).Commit);
    }

    [Theory]
    [InlineData("UPDATE blocks SET payload = zeroblob(length(payload)) WHERE id = (SELECT min(id) FROM blocks)")]
    [InlineData("DELETE FROM blocks WHERE id = (SELECT min(id) FROM blocks)")]
    [InlineData("UPDATE runs SET entries = entries + 1")]
    public async Task A_damaged_index_is_found(string damage)
    {
        await SampleFolder.Fill(folder);
        RawSql.Execute(folder.File("index.db"), damage);
        Assert.Equal("index.db", Assert.Single(Check().Findings).File);
    }

    [Fact]
    public async Task An_index_that_says_something_else_than_the_commits_is_found()
    {
        await SampleFolder.Fill(folder);
        Replace(12, Sample.Append(Sample.User("u1"), 12), new StreamAppend(Sample.User("u2"), 12, [Sample.Tracked("another-id")]));
        Assert.Contains(Check().Findings, finding => finding.File == "index.db");
    }

    [Theory]
    [InlineData("snapshots")]
    [InlineData("marks")]
    public async Task A_damaged_snapshot_or_mark_is_found(string table)
    {
        await SampleFolder.Fill(folder);
        RawSql.Execute(folder.File("snapshots.db"), $"UPDATE {table} SET payload = x'010204'");
        Assert.Equal("snapshots.db", Assert.Single(Check().Findings).File);
    }

    [Fact]
    public async Task A_damaged_control_store_is_found()
    {
        await SampleFolder.Fill(folder);
        await File.WriteAllBytesAsync(folder.File("control.db"), new byte[8192], Cancellation);
        File.Delete(folder.File("control.db-wal"));
        Assert.Equal("control.db", Assert.Single(Check().Findings).File);
    }

    [Fact]
    public async Task A_control_store_that_is_gone_is_found()
    {
        await SampleFolder.Fill(folder);
        File.Delete(folder.File("control.db"));
        var found = Assert.Single(Check().Findings);
        Assert.Equal(("control.db", "There is no control.db: tenants, keys and catalogs are lost."), (found.File, found.Message));
    }

    [Fact]
    public async Task A_chain_that_is_gone_is_found_where_decisions_were_served()
    {
        await SampleFolder.Fill(folder);
        Assert.Empty(Check().Findings);
        await using (var journal = SampleFolder.Open(folder))
        {
            await journal.Append([new StreamAppend(Sample.User("u3"), 1, [AuditedFolder.Decision("d1")])]);
        }

        Assert.Equal("audit.db", Assert.Single(Check().Findings).File);
        SqliteAuditStore.Open(folder.Path).Dispose();
        Assert.Empty(Check().Findings);
    }

    [Fact]
    public async Task A_new_folder_needs_neither()
    {
        await SampleFolder.Open(folder).DisposeAsync();
        Assert.Empty(Check().Findings);
    }

    [Fact]
    public async Task A_journal_that_ends_before_an_anchor_or_differs_there_is_found()
    {
        await SampleFolder.Fill(folder);
        var checksum = (ulong)RawSql.Number(folder.File("journal.db"), "SELECT checksum FROM commits WHERE id = 20");
        Assert.Empty(Check(new AnchoredCommit(20, checksum)).Findings);
        Assert.Equal(20, Assert.Single(Check(new AnchoredCommit(20, checksum + 1)).Findings).Commit);
        Assert.Contains("ends with commit 30", Assert.Single(Check(new AnchoredCommit(31, 5)).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_lost_what_was_acknowledged_is_found()
    {
        await SampleFolder.Fill(folder);
        RawSql.Execute(folder.File("journal.db"), "DELETE FROM commits WHERE id > 28");
        Assert.Contains(Check().Findings, finding => finding.Message.Contains("2 acknowledged commits are missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_file_of_consumers_is_a_finding_that_says_to_delete_it()
    {
        await SampleFolder.Fill(folder);
        await File.WriteAllBytesAsync(folder.File("projections.db"), new byte[8192], Cancellation);
        var found = Assert.Single(Check().Findings);
        Assert.Equal("projections.db", found.File);
        Assert.Contains("delete the file", found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_journal_is_a_finding() => Assert.Equal("journal.db", Assert.Single(Check().Findings).File);

    [Fact]
    public async Task A_file_that_is_no_database_is_a_finding()
    {
        await File.WriteAllTextAsync(folder.File("journal.db"), new string('x', 9000), Cancellation);
        var report = Check();
        Assert.False(report.IsGood);
        Assert.All(report.Findings, finding => Assert.Equal("journal.db", finding.File));
    }

    private CheckReport Check(params AnchoredCommit[] anchors) => FolderCheck.Run(folder.Path, anchors, null, Cancellation);

    /// <summary>Puts a commit with a right checksum in the place of another one.</summary>
    private void Replace(long commit, params StreamAppend[] parts)
    {
        using var batch = new CommitBatch();
        batch.Start(commit);
        batch.Add(EncodedCall.Encode(parts));
        new CommitFormat().Close(batch.Payload, batch.Parts);
        RawSql.Execute(
            folder.File("journal.db"),
            $"UPDATE commits SET checksum = {(long)CommitFormat.Checksum(commit, batch.Payload.Written)}, payload = x'{Convert.ToHexString(batch.Payload.Written)}' WHERE id = {commit}");
    }
}
