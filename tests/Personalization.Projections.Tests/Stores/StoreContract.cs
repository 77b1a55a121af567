using System.Text;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Stores;

/// <summary>What every store of checkpoints and rows must do.</summary>
public abstract class StoreContract(IProjectionKind kind) : ProjectionContract(kind)
{
    private static readonly RowKey Key = RowKey.Empty.With("a1");

    [Fact]
    public async Task A_consumer_begins_where_it_is_told_and_goes_on_where_it_was()
    {
        Assert.Empty(await Store.Checkpoints("c", Cancellation));
        Assert.Equal(Enumerable.Repeat(7L, Limits.Shards), await Store.Begin("c", 1, 7, 0, Cancellation));
        Assert.True(await Store.Commit(Move(3, 7, 9), effect: null, Cancellation));
        Assert.Equal(9, (await Store.Begin("c", 1, 100, 0, Cancellation))[3]);
        Assert.Equal(9, (await Store.Checkpoints("c", Cancellation))[3]);
    }

    [Fact]
    public async Task Effect_and_checkpoint_are_stored_together()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        Assert.True(await Store.Commit(Move(3, 0, 9), rows => Put(rows, "x"), Cancellation));
        Assert.Equal(["3 x"], await Rows());
        Assert.Equal(9, (await Store.Checkpoints("c", Cancellation))[3]);
    }

    [Fact]
    public async Task An_effect_that_throws_leaves_neither()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.Commit(
            Move(3, 0, 9),
            async rows =>
            {
                await Put(rows, "x");
                throw new InvalidOperationException("no");
            },
            Cancellation));
        Assert.Empty(await Rows());
        Assert.Equal(0, (await Store.Checkpoints("c", Cancellation))[3]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_leaves_the_checkpoint_where_it_was()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        await BreakRows(isBroken: true);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(async () => await Store.Commit(Move(3, 0, 9), rows => Put(rows, "x"), Cancellation));
        await BreakRows(isBroken: false);
        Assert.Equal(0, (await Store.Checkpoints("c", Cancellation))[3]);
        Assert.True(await Store.Commit(Move(3, 0, 9), rows => Put(rows, "x"), Cancellation));
        Assert.Equal(["3 x"], await Rows());
    }

    [Fact]
    public async Task Of_two_owners_at_one_place_only_one_moves_the_checkpoint()
    {
        var other = await AnotherStore();
        await Store.Begin("c", 1, 0, 0, Cancellation);
        var asked = 0;
        ValueTask Effect(IProjectionRows rows)
        {
            Interlocked.Increment(ref asked);
            return Put(rows, "x");
        }

        var both = await Task.WhenAll(
            Task.Run(async () => await Store.Commit(Move(3, 0, 9), Effect, Cancellation)),
            Task.Run(async () => await other.Commit(Move(3, 0, 9), Effect, Cancellation)));
        Assert.Single(both, true);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task An_owner_reads_what_the_one_before_it_left()
    {
        var other = await AnotherStore();
        await Store.Begin("c", 1, 0, 0, Cancellation);
        Assert.True(await Store.Commit(Move(3, 0, 9), rows => Put(rows, "x"), Cancellation));
        Assert.True(await other.Commit(
            Move(3, 9, 10),
            async rows => rows.Put(Key, [.. (await rows.Read([RowKey.Empty.With("none"), Key], Cancellation))[1]!, .. "y"u8]),
            Cancellation));
        Assert.Equal(["3 xy"], await Rows());
    }

    [Fact]
    public async Task Shards_have_rows_of_their_own_under_the_same_key()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        await Store.Commit(Move(4, 0, 9), rows => Put(rows, "y"), Cancellation);
        await Store.Commit(Move(3, 0, 9), rows => Put(rows, "x"), Cancellation);
        Assert.Equal(["3 x", "4 y"], await Rows());
        await Store.Commit(
            Move(3, 9, 10),
            rows =>
            {
                rows.Delete(Key);
                return default;
            },
            Cancellation);
        Assert.Equal(["4 y"], await Rows());
    }

    [Fact]
    public async Task Ranges_are_read_in_order_and_without_their_end()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        RowKey[] keys = [.. new[] { 300, 2, 1, 256 }.Select(Key.With)];
        await Store.Commit(
            Move(3, 0, 9),
            rows =>
            {
                Array.ForEach(keys, key => rows.Put(key, [1]));
                return default;
            },
            Cancellation);
        Assert.Equal([keys[1], keys[3]], (await Store.Read("c", Key.With(2), Key.With(300), 10, Cancellation)).Select(one => one.Key));
        Assert.Equal([keys[2], keys[1]], (await Store.Read("c", Key, Key.AfterAll(), 2, Cancellation)).Select(one => one.Key));
    }

    [Fact]
    public async Task A_restart_takes_the_rows_and_moves_all_shards()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        await Store.Begin("d", 1, 0, 0, Cancellation);
        await Store.Commit(Move(3, 0, 9), rows => Put(rows, "x"), Cancellation);
        await Store.Commit(Move(3, 0, 9) with { Consumer = "d" }, rows => Put(rows, "x"), Cancellation);
        await Store.Restart("c", 4, 9, Cancellation);
        Assert.Empty(await Rows());
        Assert.Single(await Rows("d"));
        Assert.Equal(Enumerable.Repeat(4L, Limits.Shards), await Store.Checkpoints("c", Cancellation));
        Assert.False(await Store.Commit(Move(3, 9, 10), rows => Put(rows, "late"), Cancellation));
        Assert.Empty(await Rows());
    }

    [Fact]
    public async Task A_higher_version_begins_anew_and_the_lower_one_is_locked_out()
    {
        await Store.Begin("c", 1, 5, 0, Cancellation);
        await Store.Commit(Move(3, 5, 9), rows => Put(rows, "x"), Cancellation);
        Assert.Equal(Enumerable.Repeat(0L, Limits.Shards), await Store.Begin("c", 2, 77, 0, Cancellation));
        Assert.Empty(await Rows());
        await Assert.ThrowsAsync<ConsumerOutdatedException>(async () => await Store.Begin("c", 1, 0, 0, Cancellation));
        Assert.False(await Store.Commit(Move(3, 0, 9), effect: null, Cancellation));
        Assert.True(await Store.Commit(Move(3, 0, 9) with { Version = 2 }, effect: null, Cancellation));
    }

    [Fact]
    public async Task Erasing_takes_the_range_of_every_shard_and_nothing_else()
    {
        await Store.Begin("c", 1, 0, 0, Cancellation);
        var neighbour = RowKey.Empty.With("a10");
        foreach (var shard in new[] { 3, 4 })
        {
            await Store.Commit(
                Move(shard, 0, 9),
                rows =>
                {
                    rows.Put(Key.With(1), [1]);
                    rows.Put(neighbour, [2]);
                    return default;
                },
                Cancellation);
        }

        Assert.Equal(2, await Store.Erase("c", Key, Key.AfterAll(), Cancellation));
        Assert.Equal([neighbour, neighbour], (await Store.Read("c", RowKey.Empty, RowKey.Empty.With("b"), 10, Cancellation)).Select(one => one.Key));
    }

    private static CheckpointMove Move(int shard, long from, long to) => new("c", 1, shard, from, to);

    private static ValueTask Put(IProjectionRows rows, string text)
    {
        rows.Put(Key, Encoding.UTF8.GetBytes(text));
        return default;
    }

    private async Task<IEnumerable<string>> Rows(string consumer = "c") =>
        (await Store.Read(consumer, Key, Key.AfterAll(), 10, Cancellation)).Select(one => $"{one.Shard} {Encoding.UTF8.GetString(one.Payload.Span)}");
}
