using Personalization.Core.Events;
using Personalization.HostContract;

namespace Personalization.Grains.Tests.Nodes;

public sealed class ImportTests
{
    private static readonly Event[] History = [.. Enumerable.Range(0, Limits.ImportTurnEvents + 9).Select(at => Sample.Tracked($"h{at}", at))];
    private readonly SharedStreams streams = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task History_comes_into_a_stream_of_another_node_once_however_many_replies_get_lost(int lost)
    {
        await using var nodes = new TwoNodes(streams) { LostReplies = lost };
        var receipt = (await nodes.Accounts.Import(Sample.User("u1"), History, Cancellation)).Value!;
        Assert.Equal(lost == 0 ? new ImportReceipt(History.Length, 0) : new ImportReceipt(0, History.Length), receipt);
        Assert.Equal(History.Select(one => one.Id), streams.Read(Sample.User("u1")).Select(stored => stored.Event.Id));
        Assert.Equal(History.Length, (await nodes.Users.Get(Sample.User("u1"), Cancellation))!.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_of_which_nobody_knows_how_it_went_comes_in_once(bool isDurable)
    {
        await using var nodes = new TwoNodes(streams);
        nodes.Journal.NextDoubt = isDurable;
        await nodes.Accounts.Import(Sample.User("u1"), History, Cancellation);
        Assert.Equal(History.Select(one => one.Id), streams.Read(Sample.User("u1")).Select(stored => stored.Event.Id));
    }

    [Fact]
    public async Task History_that_meets_events_of_another_node_is_fenced_and_brought_again()
    {
        await using var nodes = new TwoNodes(streams);
        await using var stale = new TwoNodes(streams);
        await stale.Accounts.Import(Sample.User("u1"), [Sample.Tracked("before")], Cancellation);
        await nodes.Accounts.Import(Sample.User("u1"), [Sample.Tracked("between")], Cancellation);
        Assert.Equal(new ImportReceipt(1, 1), (await stale.Accounts.Import(Sample.User("u1"), [Sample.Tracked("between"), Sample.Tracked("after")], Cancellation)).Value);
        Assert.Equal(["before", "between", "after"], streams.Read(Sample.User("u1")).Select(stored => stored.Event.Id));
    }
}
