using Personalization.HostContract;
using Personalization.Journal;
using Personalization.Projections.Rollups;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Rollups;

public sealed class AccountRollupsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollups_are_the_same_wherever_the_feed_is_cut_into_pages()
    {
        List<StoredEvent> feed = [.. Enumerable.Range(1, 12).Select(at => new StoredEvent(at, Sample.User($"u{at % 3}"), at, Sample.Tracked($"t{at}") with { AccountId = $"a{at % 2}", Time = Sample.Noon + TimeSpan.FromDays(at % 4) }))];
        var whole = await Rolled(feed);
        Assert.NotEmpty(whole);
        for (var cut = 1; cut < feed.Count; cut++)
        {
            Assert.Equal(whole, await Rolled(feed[..cut], feed[cut..]));
        }
    }

    private static async Task<List<string>> Rolled(params List<StoredEvent>[] pages)
    {
        var rows = new MemoryRows();
        foreach (var page in pages)
        {
            await new AccountRollups().Apply(new FeedPage(0, page), rows, Cancellation);
        }

        return [.. rows.Stored.Select(one => $"{Convert.ToHexString(one.Key.Bytes)} {Convert.ToHexString(one.Value)}")];
    }

    private sealed class MemoryRows : IProjectionRows
    {
        public SortedDictionary<RowKey, byte[]> Stored { get; } = [];

        public ValueTask<IReadOnlyList<byte[]?>> Read(IReadOnlyList<RowKey> keys, CancellationToken cancellation) => new([.. keys.Select(key => Stored.GetValueOrDefault(key))]);

        public void Put(RowKey key, byte[] payload) => Stored[key] = payload;

        public void Delete(RowKey key) => Stored.Remove(key);
    }
}
