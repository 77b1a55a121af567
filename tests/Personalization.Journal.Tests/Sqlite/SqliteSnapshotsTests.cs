using Personalization.Core;
using Personalization.HostContract;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Sqlite;

public sealed class SqliteSnapshotsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_snapshot_is_loaded_as_it_was_saved_also_after_a_restart()
    {
        using (var snapshots = SqliteSnapshots.Open(folder.Path))
        {
            await snapshots.Save([new(Sample.User("u1"), Whole)], [], Cancellation);
        }

        using var again = SqliteSnapshots.Open(folder.Path);
        var loaded = await again.Load(Sample.User("u1"), Cancellation);
        AssertSame(Whole, loaded);
        Assert.Null(await again.Load(Sample.Account("u1"), Cancellation));
    }

    [Fact]
    public async Task A_later_snapshot_replaces_the_earlier_one()
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        await snapshots.Save([new(Sample.User("u1"), Of(version: 2))], [], Cancellation);
        Assert.Equal(2, (await snapshots.Load(Sample.User("u1"), Cancellation))!.Version);
    }

    [Theory]
    [InlineData("payload = x'00'")]
    [InlineData("version = version + 1")]
    [InlineData("plan_hash = plan_hash + 1")]
    [InlineData("fold_code = fold_code + 1")]
    [InlineData("event_id_hash = event_id_hash + 1")]
    [InlineData("last_received = last_received - 1")]
    [InlineData("rises = 1 - rises")]
    public async Task A_damaged_row_counts_as_none(string damage)
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        RawSql.Execute(folder.File("snapshots.db"), $"UPDATE snapshots SET {damage}");
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.Equal(1, snapshots.Damaged);
    }

    [Fact]
    public async Task A_damaged_mark_counts_as_none()
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await snapshots.Save([], [new(Sample.User("u1"), Of(version: 1))], Cancellation);
        RawSql.Execute(folder.File("snapshots.db"), "UPDATE marks SET event_id_hash = event_id_hash + 1");
        Assert.Null(await snapshots.LoadMark(Sample.User("u1"), Any, Cancellation));
        Assert.Equal(1, snapshots.Damaged);
    }

    [Fact]
    public async Task A_look_gets_the_newest_mark_that_it_can_use()
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await MarkChoice.Check(snapshots);
    }

    [Fact]
    public async Task Marks_last_until_the_next_start()
    {
        using (var snapshots = SqliteSnapshots.Open(folder.Path))
        {
            await snapshots.Save([], [new(Sample.User("u1"), Whole)], Cancellation);
        }

        using var again = SqliteSnapshots.Open(folder.Path);
        AssertSame(Whole, await again.LoadMark(Sample.User("u1"), new MarkUse(Whole.PlanHash, Whole.FoldCodeVersion, Instant.MaxValue, Rising: false), Cancellation));
        Assert.Null(await again.Load(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task A_file_of_another_format_is_made_anew()
    {
        RawSql.Execute(folder.File("snapshots.db"), "CREATE TABLE snapshots (subject_hash INTEGER PRIMARY KEY, subject, version, plan_hash, fold_code, payload, checksum); PRAGMA user_version=1");
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await snapshots.Save([new(Sample.User("u1"), Whole)], [], Cancellation);
        AssertSame(Whole, await snapshots.Load(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_made_anew()
    {
        await File.WriteAllTextAsync(folder.File("snapshots.db"), new string('x', 8192), Cancellation);
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        Assert.NotNull(await snapshots.Load(Sample.User("u1"), Cancellation));
    }

    private static MarkUse Any => new(1, 1, Instant.MaxValue, Rising: false);

    private static StoredSnapshot Whole { get; } = new(7, 1UL << 63, ulong.MaxValue, 3, new ReceivedOrder(Sample.Noon, Rises: false), new byte[] { 1, 2, 3 });

    private static StoredSnapshot Of(long version) => new(version, 9, 1, 1, new ReceivedOrder(Sample.Noon, Rises: true), new[] { (byte)version });

    private static void AssertSame(StoredSnapshot expected, StoredSnapshot? found)
    {
        Assert.Equal(expected with { Payload = default }, found! with { Payload = default });
        Assert.Equal(expected.Payload.ToArray(), found.Payload.ToArray());
    }
}
