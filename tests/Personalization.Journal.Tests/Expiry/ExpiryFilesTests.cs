using System.Text;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal.Archives;
using Personalization.Journal.Backups;
using Personalization.Journal.Checks;
using Personalization.Journal.Expiry;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Tests.Expiry;

/// <summary>What is left of expired events in the files of a data folder: nothing.</summary>
public sealed class ExpiryFilesTests : IDisposable
{
    private static readonly Instant Later = Sample.Noon + TimeSpan.FromDays(40);

    private static readonly ExpiryRules Rules = ExpiryRules.Of(
    [
        new(Sample.Acme, new Catalog
        {
            Name = "test",
            Hash = new CatalogHash("0"),
            Events = [new EventContract("brief", SubjectSide.User, ContractSchema.Anything, "") { Retention = TimeSpan.FromDays(30) }],
        }),
    ]);

    private readonly TemporaryFolder folder = new(), copy = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        copy.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_file_and_no_archive_holds_the_id_or_a_property_of_an_expired_event(bool isArchived)
    {
        await using (var journal = Open())
        {
            await Fill(journal, 60);
            if (isArchived)
            {
                await journal.Archive(Instant.MaxValue, Cancellation);
            }

            Assert.True(Holds("Seidengasse 17") && Holds("ottilies-event-7"));
            Assert.Equal(60, await journal.Expire(Rules, Later, Cancellation));
            AssertGone();
        }

        AssertGone();
        await using var again = Open();
        Assert.Null(again.IndexRebuiltBecause);
        Assert.Equal(Enumerable.Range(1, 120).Select(version => (long)version), (await again.Stream(Sample.User("u1"))).Select(one => one.Version));
        Assert.Equal(60, (await again.Feed(types: EventTypeSet.Of(EventType.Tracked))).Count);
    }

    [Fact]
    public async Task Snapshots_and_marks_of_those_whose_events_expired_go_with_them_and_no_others()
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await using var journal = Open();
        await Fill(journal, 20);
        await journal.Append(Sample.Append(Sample.User("u2"), 1));
        var profile = new StoredSnapshot(20, 1, 1, 1, ReceivedOrder.Empty, Encoding.UTF8.GetBytes("Seidengasse 17, " + new string('x', 20_000)));
        await snapshots.Save([new(Sample.User("u1"), profile), new(Sample.User("u2"), profile with { Payload = default })], [new(Sample.User("u1"), profile)], Cancellation);

        await journal.Expire(Rules, Later, Cancellation);

        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.Null(await snapshots.LoadMark(Sample.User("u1"), new MarkUse(1, 1, Instant.MaxValue, Rising: false), Cancellation));
        Assert.NotNull(await snapshots.Load(Sample.User("u2"), Cancellation));
        AssertGone();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_whose_events_expired_has_no_findings_and_its_index_can_be_made_again(bool isArchived)
    {
        await using (var journal = Open())
        {
            await Fill(journal, 30);
            if (isArchived)
            {
                await journal.Archive(Instant.MaxValue, Cancellation);
            }

            await journal.Expire(Rules, Later, Cancellation);
        }

        Assert.DoesNotContain(FolderCheck.Run(folder.Path, [], null, Cancellation).Findings, finding => finding.File != "control.db");
        File.Delete(folder.File("index.db"));
        await using var again = Open();
        Assert.True(await again.Contains(Sample.User("u1"), "ottilies-event-7", Cancellation));
        Assert.Equal(60, await again.ReadHead(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task A_backup_takes_over_with_its_next_run_that_events_expired()
    {
        await using var journal = Open();
        await Fill(journal, 30);
        JournalBackup.Run(folder.Path, copy.Path, TimeProvider.System, null, Cancellation);
        await journal.Expire(Rules, Later, Cancellation);
        await journal.Append(Sample.Append(Sample.User("u2"), 1));

        JournalBackup.Run(folder.Path, copy.Path, TimeProvider.System, null, Cancellation);

        Assert.DoesNotContain("Seidengasse 17", Everything(copy.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_reads_nothing_of_what_it_knows_not_to_be_due()
    {
        await using var journal = Open();
        await Fill(journal, 30);
        await journal.Archive(Instant.MaxValue, Cancellation);
        Assert.Equal(0, await journal.Expire(Rules, Sample.Noon, Cancellation));
        var archive = Directory.EnumerateFiles(folder.File("archive")).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(archive, Cancellation);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(archive, bytes, Cancellation);

        Assert.Equal(0, await journal.Expire(Rules, Sample.Noon + TimeSpan.FromDays(29), Cancellation));
        await Assert.ThrowsAsync<JournalDamagedException>(() => journal.Expire(Rules, Later, Cancellation).AsTask());
    }

    [Fact]
    public async Task A_sweep_that_ended_early_is_gone_on_with_by_the_next()
    {
        await using var journal = Open();
        await Fill(journal, 30);
        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET checksum = checksum + 1 WHERE id = 30");
        await Assert.ThrowsAsync<JournalDamagedException>(() => journal.Expire(Rules, Later, Cancellation).AsTask());
        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET checksum = checksum - 1 WHERE id = 30");

        await journal.Expire(Rules, Later, Cancellation);

        AssertGone();
    }

    [Fact]
    public async Task A_damaged_commit_ends_the_sweep_and_says_so()
    {
        await using var journal = Open();
        await Fill(journal, 30);
        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET checksum = checksum + 1 WHERE id = 9");

        await Assert.ThrowsAsync<JournalDamagedException>(() => journal.Expire(Rules, Later, Cancellation).AsTask());

        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u2"), 1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_file_holds_what_an_undone_merge_had_brought_once_it_was_forgotten(bool isArchived)
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await using var journal = Open();
        await journal.Append(new StreamAppend(
            Sample.User("u1"),
            1,
            [
                new Merged { Id = "merge/1/2", Time = Sample.Noon, ReceivedAt = Sample.Noon, SourceKind = SubjectKind.Anonymous, SourceId = "ottilies-event-browser", ThroughVersion = 1 },
                Adopted.From(new Viewed { Id = "ottilies-event-1", Time = Sample.Noon, ReceivedAt = Sample.Noon, Path = "Seidengasse 17" }, 1, "merge/1/2", Sample.Noon),
            ]));
        await journal.Append(Sample.Append(Sample.User("u2"), 1));
        await snapshots.Save([new(Sample.User("u1"), new StoredSnapshot(2, 1, 1, 1, ReceivedOrder.Empty, "ottilies-event-browser"u8.ToArray()))], [], Cancellation);
        if (isArchived)
        {
            await journal.Archive(Instant.MaxValue, Cancellation);
        }

        Assert.Equal(2, await journal.ForgetMerge(Sample.User("u1"), "merge/1/2", Cancellation));

        AssertGone();
    }

    /// <summary>Two events a commit: one that goes and one that stays.</summary>
    private static async Task Fill(SqliteJournal journal, int commits)
    {
        for (var at = 1; at <= commits; at++)
        {
            await journal.Append(new StreamAppend(
                Sample.User("u1"),
                (at * 2) - 1,
                [Sample.Tracked($"ottilies-event-{at}") with { Name = "brief", Properties = new ValueMap([new(Value.String("street"), Value.String("Seidengasse 17"))]) }, Sample.Tracked($"e{at}")]));
        }
    }

    private SqliteJournal Open() => SqliteJournal.Open(new SqliteJournalOptions { Folder = folder.Path, RecentEntriesMax = 7, CommitBytesMax = 512, ArchiveCommitsMax = 9 });

    private void AssertGone() => Assert.False(Holds("Seidengasse 17") || Holds("ottilies-event"));

    private bool Holds(string text) => Everything(folder.Path).Contains(text, StringComparison.Ordinal) || ArchivesHold(text);

    private bool ArchivesHold(string text)
    {
        var archives = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        using var reader = new ArchiveReader(archives);
        for (var commit = 1L; commit <= archives.LastCommit; commit++)
        {
            if (reader.TryRead(commit, out var payload, out _) && payload.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All bytes of all files as text; what is searched for is ASCII.</summary>
    private static string Everything(string path) => string.Concat(
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".lock").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Encoding.Latin1.GetString(bytes);
        }));
}
