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
            await snapshots.Save([new(Sample.User("u1"), new StoredSnapshot(7, ulong.MaxValue, 3, new byte[] { 1, 2, 3 }))], Cancellation);
        }

        using var again = SqliteSnapshots.Open(folder.Path);
        var loaded = await again.Load(Sample.User("u1"), Cancellation);
        Assert.Equal((7, ulong.MaxValue, 3), (loaded!.Version, loaded.PlanHash, loaded.FoldCodeVersion));
        Assert.Equal([1, 2, 3], loaded.Payload.ToArray());
        Assert.Null(await again.Load(Sample.Account("u1"), Cancellation));
    }

    [Fact]
    public async Task A_later_snapshot_replaces_the_earlier_one()
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await snapshots.Save([new(Sample.User("u1"), new StoredSnapshot(1, 1, 1, new byte[] { 1 }))], Cancellation);
        await snapshots.Save([new(Sample.User("u1"), new StoredSnapshot(2, 1, 1, new byte[] { 2 }))], Cancellation);
        Assert.Equal(2, (await snapshots.Load(Sample.User("u1"), Cancellation))!.Version);
    }

    [Theory]
    [InlineData("payload = x'00'")]
    [InlineData("version = version + 1")]
    [InlineData("plan_hash = plan_hash + 1")]
    [InlineData("fold_code = fold_code + 1")]
    public async Task A_damaged_row_counts_as_none(string damage)
    {
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        await snapshots.Save([new(Sample.User("u1"), new StoredSnapshot(1, 1, 1, new byte[] { 1 }))], Cancellation);
        RawSql.Execute(folder.File("snapshots.db"), $"UPDATE snapshots SET {damage}");
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.Equal(1, snapshots.Damaged);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_made_anew()
    {
        await File.WriteAllTextAsync(folder.File("snapshots.db"), new string('x', 8192), Cancellation);
        using var snapshots = SqliteSnapshots.Open(folder.Path);
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        await snapshots.Save([new(Sample.User("u1"), new StoredSnapshot(1, 1, 1, new byte[] { 1 }))], Cancellation);
        Assert.NotNull(await snapshots.Load(Sample.User("u1"), Cancellation));
    }
}
