using System.Buffers.Binary;
using Personalization.HostContract;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Tests.Sqlite;

public sealed class AcknowledgementMarkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string MarkPath => folder.File("journal.ack");

    private AcknowledgementMark? Mark => AcknowledgementMark.Read(OperatingDisk.Instance, MarkPath);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_mark_is_written_before_a_commit_is_acknowledged()
    {
        await using var journal = await Filled(commits: 3);
        Assert.Equal(3, Mark!.Value.CommitId);
    }

    [Fact]
    public async Task A_journal_that_lost_its_last_commits_does_not_open_and_says_how_many_are_gone()
    {
        await Close(commits: 5);
        RawSql.Execute(folder.File("journal.db"), "DELETE FROM commits WHERE id > 3");
        var damage = Assert.Throws<JournalDamagedException>(Open);
        Assert.Contains("commit 5 was acknowledged, but journal.db ends at commit 3: 2 acknowledged commits are missing", damage.Message, StringComparison.Ordinal);
        Assert.Contains("delete journal.ack", damage.Message, StringComparison.Ordinal);
        Assert.Equal(5, damage.CommitId);
    }

    [Fact]
    public async Task A_journal_that_is_gone_altogether_does_not_open()
    {
        await Close(commits: 2);
        File.Delete(folder.File("journal.db"));
        Assert.Throws<JournalDamagedException>(Open);
    }

    [Fact]
    public async Task A_last_commit_with_other_contents_does_not_open()
    {
        await Close(commits: 2);
        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET checksum = checksum + 1 WHERE id = 2");
        Assert.Throws<JournalDamagedException>(Open);
    }

    [Fact]
    public async Task A_page_count_that_hides_pages_is_found_before_they_are_written_over()
    {
        await Close(commits: 100);
        using (var file = OperatingDisk.Instance.Open(folder.File("journal.db")))
        {
            // https://www.sqlite.org/fileformat2.html#in_header_database_size
            var count = new byte[4];
            file.Read(count, 28);
            BinaryPrimitives.WriteInt32BigEndian(count, BinaryPrimitives.ReadInt32BigEndian(count) - 1);
            file.Write(count, 28);
        }

        Assert.Contains("where its header says", Assert.Throws<JournalDamagedException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_page_that_hides_the_newest_commits_from_the_way_back_from_the_end_is_found()
    {
        await Close(commits: 5);
        var page = RawSql.Number(folder.File("journal.db"), "SELECT rootpage FROM sqlite_schema WHERE name = 'commits'");
        using (var file = OperatingDisk.Instance.Open(folder.File("journal.db")))
        {
            // One cell more than there are, which a search passes by: https://www.sqlite.org/fileformat2.html#b_tree_pages
            file.Write([0, 6], ((page - 1) * 8192) + 3);
        }

        Assert.Equal(5, RawSql.Number(folder.File("journal.db"), "SELECT id FROM commits WHERE id = 5"));
        Assert.NotEqual(5, RawSql.Number(folder.File("journal.db"), "SELECT id FROM commits ORDER BY id DESC LIMIT 1"));
        Assert.Contains("acknowledged commits are missing", Assert.Throws<JournalDamagedException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_mark_a_journal_opens_with_what_it_has()
    {
        await Close(commits: 5);
        RawSql.Execute(folder.File("journal.db"), "DELETE FROM commits WHERE id > 3");
        File.Delete(MarkPath);
        await using var journal = Open();
        Assert.Equal(3, (await journal.Feed()).Count);
        Assert.Equal(3, Mark!.Value.CommitId);
    }

    [Fact]
    public async Task A_commit_that_was_durable_before_it_was_marked_counts_from_the_next_start_on()
    {
        await using (var journal = await Filled(commits: 3))
        {
            journal.Abandon();
        }

        Tear(commit: 3);
        Assert.Equal(2, Mark!.Value.CommitId);
        await using var after = Open();
        Assert.Equal(3, (await after.Feed()).Count);
        Assert.Equal(3, Mark!.Value.CommitId);
    }

    [Fact]
    public async Task A_torn_mark_leaves_the_one_before_and_two_torn_ones_none()
    {
        await Close(commits: 4);
        Tear(commit: 4);
        Assert.Equal(3, Mark!.Value.CommitId);
        Tear(commit: 3);
        Assert.Null(Mark);
        await using var journal = Open();
        Assert.Equal(4, (await journal.Feed()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_marked_commit_may_be_rewritten_and_the_process_may_die_at_any_moment_of_it(long commit)
    {
        await Close(commits: 2);
        using (var file = new MarkFile(OperatingDisk.Instance, MarkPath))
        {
            file.Rewriting(commit);
        }

        await Open().DisposeAsync();
        const ulong Checksum = 77;
        using (var file = new MarkFile(OperatingDisk.Instance, MarkPath))
        {
            file.Rewriting(commit);
            RawSql.Execute(folder.File("journal.db"), $"UPDATE commits SET checksum = {Checksum} WHERE id = {commit}");
            MarkCheck.Run(OperatingDisk.Instance, folder.File("journal.db"), file.Newest, lastArchived: 0);
            file.Rewritten(commit, Checksum);
        }

        MarkCheck.Run(OperatingDisk.Instance, folder.File("journal.db"), Mark, lastArchived: 0);
        Assert.Equal(2, Mark!.Value.CommitId);
    }

    [Fact]
    public async Task A_journal_whose_last_commits_were_erased_opens_again()
    {
        await using (var journal = await Filled(commits: 3))
        {
            await journal.Erase(Sample.User("u1"), TestContext.Current.CancellationToken);
        }

        await using var after = Open();
        Assert.Empty(await after.Feed());
        Assert.NotEqual(AcknowledgementMark.AnyChecksum, Mark!.Value.Checksum);
    }

    [Fact]
    public void A_mark_that_was_written_for_a_copy_stands_alone()
    {
        new AcknowledgementMark(8, 80).Write(OperatingDisk.Instance, MarkPath);
        new AcknowledgementMark(7, 70).Write(OperatingDisk.Instance, MarkPath);
        Assert.Equal(new AcknowledgementMark(7, 70), Mark);
    }

    [Fact]
    public void There_is_no_mark_where_there_is_no_file() => Assert.Null(Mark);

    private SqliteJournal Open() => SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });

    private async Task<SqliteJournal> Filled(int commits)
    {
        var journal = Open();
        for (var version = 1; version <= commits; version++)
        {
            await journal.Append(Sample.Append(Sample.User("u1"), version));
        }

        return journal;
    }

    private async Task Close(int commits) => await (await Filled(commits)).DisposeAsync();

    private void Tear(long commit)
    {
        using var file = OperatingDisk.Instance.Open(MarkPath);
        file.Write(new byte[8], ((commit & 1) * 4096) + 12);
    }
}
