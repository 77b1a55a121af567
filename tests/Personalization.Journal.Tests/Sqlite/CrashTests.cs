using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

/// <summary>What a crash leaves behind is the files as they were at that moment; so the tests copy them from under a running journal.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new(), crashed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        crashed.Dispose();
    }

    [Fact]
    public async Task Everything_that_was_acknowledged_survives_a_crash_without_a_gap()
    {
        await using var journal = Open(folder);
        for (var version = 1; version <= 60; version++)
        {
            await journal.Append(Sample.Append(Sample.User("u1"), version), Sample.Append(Sample.User($"v{version}"), 1));
        }

        Copy("journal.db", "journal.db-wal");
        await using var after = Open(crashed);
        Assert.Equal(await journal.Feed(), await after.Feed());
        Assert.Equal(60, (await after.Stream(Sample.User("u1"))).Count);
        Assert.Equal(CommitResult.Committed, await after.Append(Sample.Append(Sample.User("u1"), 61)));
    }

    [Fact]
    public async Task A_log_that_was_cut_anywhere_holds_a_prefix_of_the_commits()
    {
        await using var journal = Open(folder);
        for (var version = 1; version <= 10; version++)
        {
            await journal.Append(Sample.Append(Sample.User("u1"), version));
        }

        var versions = new List<int>();
        for (var kept = 0; kept <= 10; kept++)
        {
            Copy("journal.db", "journal.db-wal");
            using (var log = new FileStream(crashed.File("journal.db-wal"), FileMode.Open))
            {
                log.SetLength(log.Length * kept / 10);
            }

            await using var after = Open(crashed);
            var stream = (await after.Stream(Sample.User("u1"))).Select(stored => (int)stored.Version).ToList();
            Assert.Equal(Enumerable.Range(1, stream.Count), stream);
            versions.Add(stream.Count);
        }

        Assert.Equal(10, versions[^1]);
        Assert.Equal(versions.Order(), versions);
    }

    [Fact]
    public async Task A_log_that_is_damaged_before_acknowledged_commits_is_never_cut_in_silence()
    {
        await using var journal = Open(folder);
        await Fill(journal, 1, 10);
        var whole = await File.ReadAllBytesAsync(folder.File("journal.db-wal"), Cancellation);
        var refused = 0;
        for (var at = 32; at < whole.Length; at += 509)
        {
            Copy("journal.db", "journal.db-wal");
            await WriteLog([.. whole[..at], (byte)~whole[at], .. whole[(at + 1)..]]);
            try
            {
                await using var after = Open(crashed);
                Assert.InRange((await after.Stream(Sample.User("u1"))).Count, 9, 10);
            }
            catch (JournalDamagedException)
            {
                refused++;
            }
        }

        Assert.True(refused > 0);
    }

    [Fact]
    public async Task A_last_commit_that_was_torn_anywhere_is_left_out_and_nothing_else()
    {
        await using var journal = Open(folder);
        await Fill(journal, 1, 9);
        var before = new FileInfo(folder.File("journal.db-wal")).Length;
        var mark = await File.ReadAllBytesAsync(folder.File("journal.ack"), Cancellation);
        await Fill(journal, 10, 10);
        var whole = await File.ReadAllBytesAsync(folder.File("journal.db-wal"), Cancellation);
        for (var at = before; at < whole.Length; at += 509)
        {
            Copy("journal.db", "journal.db-wal");
            var torn = whole.ToArray();
            torn.AsSpan((int)at, (int)Math.Min(512, whole.Length - at)).Clear();
            await WriteLog(torn);
            await File.WriteAllBytesAsync(crashed.File("journal.ack"), mark, Cancellation);
            await using var after = Open(crashed);
            Assert.InRange((await after.Stream(Sample.User("u1"))).Count, 9, 10);
        }
    }

    [Fact]
    public async Task An_index_that_lags_behind_is_brought_up_to_the_journal()
    {
        await using var journal = Open(folder);
        await Fill(journal, 1, 40);
        Copy("index.db", "index.db-wal");
        await Fill(journal, 41, 80);
        Copy("journal.db", "journal.db-wal");
        await using var after = Open(crashed);
        Assert.Null(after.IndexRebuiltBecause);
        Assert.Equal(80, await after.ReadHead(Sample.User("u1"), Cancellation));
        Assert.Equal(80, (await after.Stream(Sample.User("u1"))).Count);
    }

    [Fact]
    public async Task An_index_ahead_of_its_journal_is_made_anew()
    {
        await using var journal = Open(folder);
        await Fill(journal, 1, 10);
        Copy("journal.db", "journal.db-wal");
        await Fill(journal, 11, 80);
        await journal.DisposeAsync();
        Copy("index.db");
        await using var after = Open(crashed);
        Assert.NotNull(after.IndexRebuiltBecause);
        Assert.Equal(10, await after.ReadHead(Sample.User("u1"), Cancellation));
        Assert.False(after.MayContain(Sample.User("u1"), Core.StableHash.Of(Sample.IdOf(Sample.User("u1"), 50))));
    }

    [Fact]
    public async Task A_damaged_index_is_made_anew()
    {
        await using (var journal = Open(folder))
        {
            await Fill(journal, 1, 80);
        }

        await File.WriteAllBytesAsync(folder.File("index.db"), new byte[8192], Cancellation);
        await using var after = Open(folder);
        Assert.NotNull(after.IndexRebuiltBecause);
        Assert.Equal(80, (await after.Stream(Sample.User("u1"))).Count);
    }

    [Theory]
    [InlineData("UPDATE commits SET payload = zeroblob(length(payload)) WHERE id = 3")]
    [InlineData("UPDATE commits SET checksum = checksum + 1 WHERE id = 3")]
    [InlineData("UPDATE commits SET checksum = (SELECT checksum FROM commits WHERE id = 4), payload = (SELECT payload FROM commits WHERE id = 4) WHERE id = 3")]
    [InlineData("DELETE FROM commits WHERE id = 3")]
    public async Task A_damaged_commit_is_named_and_never_read(string damage)
    {
        await using (var journal = Open(folder))
        {
            await Fill(journal, 1, 2);
            await journal.Append(Sample.Append(Sample.User("u3"), 1));
            await journal.Append(Sample.Append(Sample.User("u4"), 1));
        }

        RawSql.Execute(folder.File("journal.db"), damage);
        File.Delete(folder.File("index.db"));
        Assert.Equal(3, Assert.Throws<JournalDamagedException>(() => Open(folder)).CommitId);
    }

    [Fact]
    public async Task Damage_behind_the_index_is_found_by_the_read_that_meets_it()
    {
        await using var journal = Open(folder);
        await Fill(journal, 1, 20);
        RawSql.Execute(folder.File("journal.db"), "UPDATE commits SET payload = zeroblob(length(payload)) WHERE id = 3");
        Assert.Equal(3, (await Assert.ThrowsAsync<JournalDamagedException>(() => journal.Feed())).CommitId);
        Assert.Equal(3, (await Assert.ThrowsAsync<JournalDamagedException>(() => journal.Stream(Sample.User("u1")))).CommitId);
    }

    private static async Task Fill(SqliteJournal journal, int from, int to)
    {
        for (var version = from; version <= to; version++)
        {
            await journal.Append(Sample.Append(Sample.User("u1"), version));
        }
    }

    private static SqliteJournal Open(TemporaryFolder where) => SqliteJournal.Open(new SqliteJournalOptions { Folder = where.Path, RecentEntriesMax = 5 });

    private Task WriteLog(byte[] bytes) => File.WriteAllBytesAsync(crashed.File("journal.db-wal"), bytes, Cancellation);

    /// <summary>Without the mark of what was acknowledged, unless it is named: as a version that knew none left its journals.</summary>
    private void Copy(params string[] names)
    {
        File.Delete(crashed.File("journal.ack"));
        foreach (var name in names)
        {
            File.Copy(folder.File(name), crashed.File(name), overwrite: true);
        }
    }
}
