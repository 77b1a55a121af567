using Personalization.Core;
using Personalization.HostContract;
using Personalization.Journal.Archives;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Tests.Archives;

/// <summary>Moving old commits out of the database, and what a crash in the middle leaves.</summary>
public sealed class ArchiveTests : IDisposable
{
    private const int Commits = 40;
    private readonly TemporaryFolder folder = new(), crashed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        crashed.Dispose();
    }

    [Fact]
    public async Task Every_read_still_finds_what_was_moved()
    {
        await using var journal = await Filled(folder);
        var (feed, stream) = (await journal.Feed(), await journal.Stream(Sample.User("u1")));
        Assert.Equal(Commits - 1, await journal.Archive(Instant.MaxValue, Cancellation));
        Assert.Equal(1, RawSql.Number(folder.File("journal.db"), "SELECT count(*) FROM commits"));
        Assert.Equal(feed, await journal.Feed());
        Assert.Equal(feed[30..], await journal.Feed(feed[29].Position));
        Assert.Equal(stream, await journal.Stream(Sample.User("u1")));
        Assert.True(await journal.Contains(Sample.User("u1"), Sample.IdOf(Sample.User("u1"), 3), Cancellation));
        Assert.Equal([Sample.User("u2")], await journal.FindSubjects(Sample.User("u2").StableHash(), Cancellation));
    }

    [Fact]
    public async Task Who_looked_at_the_archives_before_an_erasure_reads_them_and_copies_them_after_it()
    {
        await using var journal = await Filled(folder);
        await journal.Archive(Instant.MaxValue, Cancellation);
        var before = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        var alike = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        Assert.True(await journal.Erase(Sample.User("u1"), Cancellation) > 0);

        using var reader = new ArchiveReader(before);
        Assert.True(reader.TryRead(before.LastCommit, out var payload, out var checksum));
        Assert.Equal(checksum, CommitFormat.Checksum(before.LastCommit, payload));
        var copies = ArchiveCopy.Prepare(alike, OperatingDisk.Instance, crashed.Path, Cancellation);
        ArchiveCopy.Place(OperatingDisk.Instance, copies);
        Assert.Equal(alike.Files.Count, copies.Count);
        Assert.Equal(
            ArchiveSet.Open(OperatingDisk.Instance, folder.Path).Files.SelectMany(file => file.Blocks),
            ArchiveSet.Open(OperatingDisk.Instance, crashed.Path).Files.SelectMany(file => file.Blocks));
    }

    [Fact]
    public async Task Only_commits_that_are_old_enough_are_moved_in_files_of_a_bounded_size()
    {
        await using var journal = await Filled(folder);
        var tenth = (await journal.Stream(Sample.User("u1")))[9].Event.ReceivedAt;
        Assert.Equal(9, await journal.Archive(tenth, Cancellation));
        Assert.Equal(0, await journal.Archive(tenth, Cancellation));
        Assert.Equal(
            ["000000000001-000000000004.archive", "000000000005-000000000008.archive", "000000000009-000000000009.archive"],
            Directory.EnumerateFiles(folder.File("archive")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(10, RawSql.Number(folder.File("journal.db"), "SELECT min(id) FROM commits"));
    }

    [Fact]
    public async Task A_mark_that_a_loss_of_power_left_may_be_of_a_commit_that_was_moved()
    {
        await using (var journal = await Filled(folder))
        {
            await journal.Archive(Instant.MaxValue, Cancellation);
        }

        new AcknowledgementMark(2, 77).Write(OperatingDisk.Instance, folder.File("journal.ack"));
        await using var after = Open(folder);
        Assert.Equal(2 * Commits, (await after.Feed()).Count);
    }

    [Fact]
    public async Task A_moved_commit_keeps_its_bytes_and_its_checksum()
    {
        await using var journal = await Filled(folder);
        using var before = new CommitSource(OperatingDisk.Instance, folder.File("journal.db"), ArchiveSet.Open(OperatingDisk.Instance, folder.Path));
        var payloads = new List<(ulong, string)>();
        for (var commit = 1; commit <= Commits; commit++)
        {
            before.Read(commit);
            payloads.Add((before.Checksum, Convert.ToHexString(before.Payload)));
        }

        await journal.Archive(Instant.MaxValue, Cancellation);
        using var after = new CommitSource(OperatingDisk.Instance, folder.File("journal.db"), ArchiveSet.Open(OperatingDisk.Instance, folder.Path));
        for (var commit = 1; commit <= Commits; commit++)
        {
            after.Read(commit);
            Assert.Equal(payloads[commit - 1], (after.Checksum, Convert.ToHexString(after.Payload)));
        }
    }

    [Fact]
    public async Task Commits_go_on_while_others_are_moved()
    {
        await using var journal = await Filled(folder);
        var moving = journal.Archive(Instant.MaxValue, Cancellation).AsTask();
        for (var version = Commits + 1; version <= Commits * 2; version++)
        {
            Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), version)));
        }

        Assert.InRange(await moving, Commits - 1, (Commits * 2) - 1);
        Assert.Equal(Commits * 2, (await journal.Stream(Sample.User("u1"))).Count);
    }

    [Fact]
    public async Task A_crash_before_the_file_has_its_name_leaves_everything_in_the_database()
    {
        var feed = await FilledAndClosed();
        Directory.CreateDirectory(folder.File("archive"));
        var unfinished = Path.Combine(folder.File("archive"), ArchiveFormat.Unfinished(ArchiveFormat.NameOf(1, 1)));
        await File.WriteAllTextAsync(unfinished, "the beginning of a file", Cancellation);
        await using var again = Open(folder);
        Assert.False(File.Exists(unfinished));
        Assert.Equal(feed, await again.Feed());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_crash_while_rows_are_deleted_neither_loses_nor_doubles_a_commit(int deleted)
    {
        List<StoredEvent> feed;
        await using (var journal = await Filled(folder))
        {
            feed = await journal.Feed();
            Copy(folder.File("journal.db"), crashed.File("journal.db"));
            Copy(folder.File("journal.db-wal"), crashed.File("journal.db-wal"));
            await journal.Archive(feed[10].Event.ReceivedAt, Cancellation);
        }

        Directory.CreateDirectory(crashed.File("archive"));
        var first = ArchiveFormat.NameOf(1, 4);
        Copy(Path.Combine(folder.File("archive"), first), Path.Combine(crashed.File("archive"), first));
        RawSql.Execute(crashed.File("journal.db"), $"DELETE FROM commits WHERE id <= {deleted}");
        await using var again = Open(crashed);
        Assert.Equal(feed, await again.Feed());
        Assert.Equal(5, RawSql.Number(crashed.File("journal.db"), "SELECT min(id) FROM commits"));
    }

    [Theory]
    [InlineData("000000000001-000000000004.archive", 1)]
    [InlineData("000000000005-000000000008.archive", 5)]
    [InlineData("000000000037-000000000039.archive", 37)]
    public async Task A_missing_archive_is_found_at_the_start(string name, long commit)
    {
        await FilledAndClosed(archive: true);
        File.Delete(Path.Combine(folder.File("archive"), name));
        Assert.Equal(commit, Assert.Throws<JournalDamagedException>(() => Open(folder)).CommitId);
    }

    [Fact]
    public async Task Space_of_moved_commits_is_given_back()
    {
        await using var journal = Open(folder);
        for (var version = 1; version <= 400; version += 100)
        {
            await journal.Append(Sample.Append(Sample.User("u1"), version, 100));
        }

        await journal.Archive(Instant.MaxValue, Cancellation);
        Assert.InRange(await journal.Compact(Cancellation), 8192, long.MaxValue);
        Assert.Equal(0, RawSql.Number(folder.File("journal.db"), "PRAGMA freelist_count"));
        Assert.Equal(400, (await journal.Feed()).Count);
    }

    [Fact]
    public async Task A_database_that_was_made_without_that_ability_is_compacted_while_nobody_has_it_open()
    {
        var feed = await FilledAndClosed(archive: true);
        RawSql.Execute(folder.File("journal.db"), "PRAGMA auto_vacuum=NONE; VACUUM");
        RawSql.Execute(folder.File("journal.db"), "CREATE TABLE spare (payload BLOB); INSERT INTO spare VALUES (zeroblob(100000)); DROP TABLE spare");
        Assert.InRange(JournalCompaction.Run(folder.Path), 90_000, long.MaxValue);
        Assert.Equal(2, RawSql.Number(folder.File("journal.db"), "PRAGMA auto_vacuum"));
        await using var again = Open(folder);
        Assert.Equal(feed, await again.Feed());
    }

    private static SqliteJournal Open(TemporaryFolder where) =>
        SqliteJournal.Open(new SqliteJournalOptions { Folder = where.Path, RecentEntriesMax = 5, ArchiveCommitsMax = 4 });

    private static async Task<SqliteJournal> Filled(TemporaryFolder where)
    {
        var journal = Open(where);
        for (var version = 1; version <= Commits; version++)
        {
            await journal.Append([Sample.Append(Sample.User("u1"), version), Sample.Append(Sample.User("u2"), version)]);
        }

        return journal;
    }

    private async Task<List<StoredEvent>> FilledAndClosed(bool archive = false)
    {
        await using var journal = await Filled(folder);
        if (archive)
        {
            await journal.Archive(Instant.MaxValue, Cancellation);
        }

        return await journal.Feed();
    }

    private static void Copy(string from, string to) => File.Copy(from, to, overwrite: true);
}
