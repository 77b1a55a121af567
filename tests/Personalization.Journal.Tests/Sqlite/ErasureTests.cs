using System.Text;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Archives;
using Personalization.Journal.Codecs;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Tests.Sqlite;

/// <summary>What an erasure leaves in the files, and what a crash in the middle of one leaves.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task No_file_holds_the_id_or_a_property_of_an_erased_subject()
    {
        var erased = Sample.User("ottilie-von-erasure");
        await using (var journal = Open())
        {
            for (var version = 1; version <= 60; version++)
            {
                await journal.Append([Personal(erased, version), Sample.Append(Sample.User($"u{version % 7}"), ((version - 1) / 7) + 1)]);
            }

            Assert.NotEmpty(FilesWith("ottilie-von-erasure"));
            Assert.NotEmpty(FilesWith("Seidengasse 17"));
            Assert.Equal(60, await journal.Erase(erased, Cancellation));
            AssertGone();
        }

        AssertGone();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_snapshot_and_the_marks_of_an_erased_subject_go_with_its_events(bool isOpen)
    {
        var erased = Sample.User("ottilie-von-erasure");
        var profile = new StoredSnapshot(60, 1, 1, 1, ReceivedOrder.Empty, Encoding.UTF8.GetBytes("Seidengasse 17, " + new string('x', 20_000)));
        using (var snapshots = SqliteSnapshots.Open(folder.Path))
        {
            await using var journal = Open();
            foreach (var version in Enumerable.Range(1, 60))
            {
                await journal.Append([Personal(erased, version), Sample.Append(Sample.User("u1"), version)]);
            }

            // The first one was longer, and what it filled is free.
            await snapshots.Save([new(erased, profile), new(Sample.User("u1"), profile with { Payload = default })], [], Cancellation);
            await snapshots.Save([new(erased, profile with { Payload = "Seidengasse 17"u8.ToArray() })], [new(erased, profile), new(Sample.User("u1"), profile with { Payload = default })], Cancellation);
            Assert.NotEmpty(FilesWith("Seidengasse 17"));
            if (isOpen)
            {
                await journal.Erase(erased, Cancellation);
                await AssertErased(snapshots, erased);
                AssertGone();
            }
        }

        if (!isOpen)
        {
            Assert.Equal(60, JournalEraser.Erase(folder.Path, erased, Cancellation));
        }

        AssertGone();
        using var again = SqliteSnapshots.Open(folder.Path);
        await AssertErased(again, erased);
    }

    [Fact]
    public async Task Where_snapshots_cannot_be_erased_the_erasure_says_so_and_the_journal_goes_on()
    {
        await using var journal = Open();
        await journal.Append([Sample.Append(Sample.User("u1"), 1)]);
        await File.WriteAllTextAsync(folder.File("snapshots.db"), new string('x', 8192), Cancellation);
        var refused = await Assert.ThrowsAsync<ErasureUnfinishedException>(() => journal.Erase(Sample.User("u1"), Cancellation).AsTask());
        Assert.Contains("snapshots.db may still hold", refused.Message, StringComparison.Ordinal);
        File.Delete(folder.File("snapshots.db"));
        Assert.Equal(0, await journal.Erase(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task No_archive_holds_the_id_or_a_property_of_an_erased_subject()
    {
        var erased = Sample.User("ottilie-von-erasure");
        List<StoredEvent> others;
        await using (var journal = Open())
        {
            for (var version = 1; version <= 60; version++)
            {
                await journal.Append([Personal(erased, version), Sample.Append(Sample.User($"u{version % 7}"), ((version - 1) / 7) + 1)]);
            }

            others = [.. (await journal.Feed()).Where(one => one.Subject != erased)];
            await journal.Archive(Instant.MaxValue, Cancellation);
            Assert.True(ArchivesHold("ottilie-von-erasure"));
            Assert.Equal(60, await journal.Erase(erased, Cancellation));
            AssertGone();
            Assert.False(ArchivesHold("ottilie-von-erasure") || ArchivesHold("Seidengasse 17"));
            Assert.Equal(others, await journal.Feed());
        }

        await using var again = Open();
        Assert.Null(again.IndexRebuiltBecause);
        Assert.Equal(others, await again.Feed());
        Assert.Equal(0, await again.ReadHead(erased, Cancellation));
    }

    [Theory]
    [InlineData(20, "An erasure ended")]
    [InlineData(13, null)]
    [InlineData(0, null)]
    public async Task An_erasure_that_was_cut_short_leaves_a_beginning_of_the_stream_and_can_be_asked_for_again(int indexedCommits, string? rebuiltBecause)
    {
        var erased = Sample.User("u1");

        // Without threads: how far the index has come says whether it names a commit that the erasure rewrote.
        await using (var journal = SqliteJournal.OpenStepped(Options()))
        {
            for (var version = 1; version <= 20; version++)
            {
                var appended = journal.Append([Personal(erased, version), Sample.Append(Sample.User("u2"), version)]);
                journal.CommitNext();
                await appended;
                if (version <= indexedCommits)
                {
                    journal.KeepIndex();
                }
            }
        }

        EraseByHand(erased, fromCommit: 13);
        if (indexedCommits == 0)
        {
            File.Delete(folder.File("index.db"));
        }

        await using (var again = Open())
        {
            Assert.Equal(rebuiltBecause, again.IndexRebuiltBecause?.Split(" before ")[0]);
            Assert.Equal(12, await again.ReadHead(erased, Cancellation));
            Assert.Equal(Enumerable.Range(1, 12).Select(version => (long)version), (await again.Stream(erased)).Select(one => one.Version));
            Assert.Equal(20, (await again.Stream(Sample.User("u2"))).Count);
            Assert.Equal(12, await again.Erase(erased, Cancellation));
            Assert.Equal(20, (await again.Feed()).Count);
            AssertGone();
        }
    }

    [Fact]
    public async Task An_erasure_that_ended_early_leaves_a_stream_that_goes_on_where_its_beginning_ends()
    {
        var erased = Sample.User("u1");
        await using var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path });
        for (var version = 1; version <= 12; version++)
        {
            // Beside it so much that an erasure takes several transactions.
            await journal.Append(Sample.Append(erased, version), Sample.Append(Sample.User("u2"), ((version - 1) * 9000) + 1, 9000));
        }

        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET checksum = checksum + 1 WHERE id = 2");
        await Assert.ThrowsAsync<JournalDamagedException>(() => journal.Erase(erased, Cancellation).AsTask());

        var left = await journal.Stream(erased, afterVersion: 2);
        Assert.InRange(left.Count, 1, 9);
        Assert.Equal(left[^1].Version, await journal.ReadHead(erased, Cancellation));
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(erased, left[^1].Version + 1)));
        Assert.Equal(left.Count + 1, (await journal.Stream(erased, afterVersion: 2)).Count);
    }

    [Fact]
    public async Task A_journal_whose_every_event_was_erased_goes_on()
    {
        await using (var journal = Open())
        {
            for (var version = 1; version <= 20; version++)
            {
                await journal.Append(Personal(Sample.User("u1"), version));
            }

            await journal.Erase(Sample.User("u1"), Cancellation);
        }

        File.Delete(folder.File("index.db"));
        for (var round = 0; round < 3; round++)
        {
            await using var again = Open();
            Assert.Null(again.IndexRebuiltBecause);
            Assert.Equal(CommitResult.Committed, await again.Append(Sample.Append(Sample.User("u2"), (round * 8) + 1, 8)));
            Assert.Equal((round + 1) * 8, (await again.Feed()).Count);
        }
    }

    [Fact]
    public async Task The_index_still_belongs_to_the_journal_after_its_last_commit_was_erased()
    {
        await using (var journal = Open())
        {
            for (var version = 1; version <= 5; version++)
            {
                await journal.Append(Sample.Append(Sample.User("u1"), version));
            }

            await journal.Erase(Sample.User("u1"), Cancellation);
        }

        await using var again = Open();
        Assert.Null(again.IndexRebuiltBecause);
    }

    [Fact]
    public async Task A_commit_of_the_first_format_can_be_erased_from()
    {
        await using (var journal = Open())
        {
            await journal.Append(Sample.Append(Sample.User("u9"), 1));
        }

        var payload = Convert.FromHexString(GoldenTests.Golden("commit-v1"));
        RawSql.Execute(folder.File("journal.db"),
            $"UPDATE commits SET checksum = {(long)CommitFormat.Checksum(1, payload)}, payload = x'{Convert.ToHexString(payload)}' WHERE id = 1");
        File.Delete(folder.File("journal.ack"));
        File.Delete(folder.File("index.db"));
        await using var again = Open();
        var before = await again.Feed();
        Assert.Equal(2, await again.Erase(Sample.Account("a1"), Cancellation));
        Assert.Equal(before.Take(6).Select(one => (one.Position, one.Version)), (await again.Feed()).Select(one => (one.Position, one.Version)));
        Assert.Single(await again.Feed(types: EventTypeSet.Of(EventType.Served)));
    }

    [Fact]
    public void An_erased_commit_is_written_as_ever()
    {
        using var eraser = new CommitEraser(Sample.Account("a1"));
        Assert.Equal(3, eraser.Rewrite(Convert.FromHexString(GoldenTests.Golden("commit-v2"))));
        Assert.Equal(GoldenTests.Golden("commit-v2-erased"), Convert.ToHexStringLower(eraser.Written));
        var contents = new CommitContents();
        contents.Read(eraser.Written, new TextCache());
        Assert.Equal([6, 2, 2, 1, 2, 1], contents.Parts.Select(part => part.Events));
        Assert.Equal([false, true, false, true, false, false], contents.Parts.Select(part => contents.IsErased(part)));
    }

    private static StreamAppend Personal(SubjectKey subject, int version) =>
        new(subject, version, [Sample.Tracked($"{subject.Id}-event-{version}", version) with { Properties = new ValueMap([new(Value.String("street"), Value.String("Seidengasse 17"))]) }]);

    /// <summary>What the first transactions of an erasure do before the process dies.</summary>
    private void EraseByHand(SubjectKey subject, long fromCommit)
    {
        using var connection = JournalDatabase.Open(OperatingDisk.Instance, folder.File("journal.db"));
        using var eraser = new CommitEraser(subject);
        using var select = new Statement(connection, "SELECT id, payload FROM commits WHERE id >= ?1");
        using var update = new Statement(connection, "UPDATE commits SET checksum = ?2, payload = ?3 WHERE id = ?1");
        var rewritten = new List<RewrittenCommit>();
        for (select.Bind(1, fromCommit); select.Step();)
        {
            if (eraser.Rewrite(select.Blob(1)) > 0)
            {
                rewritten.Add(new RewrittenCommit(select.Number(0), eraser.Written.ToArray()));
            }
        }

        select.Reset();
        using var mark = new MarkFile(OperatingDisk.Instance, folder.File("journal.ack"));
        foreach (var commit in rewritten)
        {
            mark.Rewriting(commit.Id);
            update.Bind(1, commit.Id).Bind(2, (long)commit.Checksum).Bind(3, commit.Payload).Run();
        }
    }

    private bool ArchivesHold(string text)
    {
        var archives = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        using var reader = new ArchiveReader(archives);
        for (var commit = 1L; commit <= archives.LastCommit; commit++)
        {
            Assert.True(reader.TryRead(commit, out var payload, out _));
            if (payload.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private void AssertGone()
    {
        Assert.Empty(FilesWith("ottilie-von-erasure"));
        Assert.Empty(FilesWith("Seidengasse 17"));
    }

    private IEnumerable<string> FilesWith(string text) =>
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".lock" && Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).ToList();

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private SqliteJournal Open() => SqliteJournal.Open(Options());

    private SqliteJournalOptions Options() => new() { Folder = folder.Path, RecentEntriesMax = 7, CommitBytesMax = 512, ArchiveCommitsMax = 9 };

    private static async Task AssertErased(SqliteSnapshots snapshots, SubjectKey erased)
    {
        var any = new MarkUse(1, 1, Instant.MaxValue, Rising: false);
        Assert.Null(await snapshots.Load(erased, Cancellation));
        Assert.Null(await snapshots.LoadMark(erased, any, Cancellation));
        Assert.NotNull(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.NotNull(await snapshots.LoadMark(Sample.User("u1"), any, Cancellation));
    }
}
