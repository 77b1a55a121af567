using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Codecs;
using Personalization.HostContract;
using Personalization.Projections.Rollups;

namespace Personalization.Projections.Tests.Rollups;

public sealed class ActiveUsersTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(12, 0)]
    [InlineData(100, 2)]
    [InlineData(5_000, 150)]
    [InlineData(50_000, 2_000)]
    public void The_estimate_is_near_the_number(int users, int off) => Assert.InRange(Of(Enumerable.Range(0, users)).Count(), users - off, users + off);

    [Fact]
    public void Users_of_one_shard_are_counted_as_well_as_all()
    {
        var shard = Enumerable.Range(0, 200_000).Where(at => FeedShards.Of(Sample.User($"u{at}")) == 7).Take(5_000).ToList();
        Assert.InRange(Of(shard).Count(), 4_850, 5_150);
    }

    [Fact]
    public void Neither_order_nor_repeats_nor_parts_matter() =>
        Prop.ForAll<byte[], byte[]>((some, others) =>
        {
            var (left, right) = (some.Select(one => (int)one).ToList(), others.Select(one => (int)one).ToList());
            var together = Of(left);
            together.AddAll(Of(right));
            together.AddAll(Of(left));
            return Bytes(together).SequenceEqual(Bytes(Of(right.Concat(left).Reverse())));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_reads_back() =>
        Prop.ForAll<int[]>(users =>
        {
            var written = Bytes(Of(users));
            var reader = new ByteReader(written);
            return Bytes(ActiveUsers.Read(ref reader)).SequenceEqual(written) && reader.Remaining == 0;
        }).QuickCheckThrowOnFailure();

    private static ActiveUsers Of(IEnumerable<int> users)
    {
        var active = new ActiveUsers();
        foreach (var user in users)
        {
            active.Add(Sample.User($"u{user}").StableHash());
        }

        return active;
    }

    private static byte[] Bytes(ActiveUsers active)
    {
        using var writer = new ByteWriter();
        active.Write(writer);
        return writer.Written.ToArray();
    }
}
