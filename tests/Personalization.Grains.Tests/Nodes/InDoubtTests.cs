using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Nobody knows how a commit went: whatever is true of it, the turn that is tried again counts once.</summary>
public sealed class InDoubtTests
{
    private readonly SharedStreams streams = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_are_in_the_streams_of_person_and_account_once(bool isDurable)
    {
        await using var nodes = new TwoNodes(streams);
        nodes.AccountJournal.NextDoubt = isDurable;
        await nodes.Users.Ingest(Sample.Acme, [Crew.Track("e1", "landed", account: "a1")], Cancellation);
        Assert.Null(nodes.AccountJournal.NextDoubt);
        Assert.Equal((1, 1), (streams.Read(Sample.User("u1")).Length, streams.Read(Sample.Account("a1")).Length));
        Assert.Equal((1L, 1L), ((await nodes.Users.Get(Sample.User("u1"), Cancellation))!.Version, (await nodes.Users.Get(Sample.Account("a1"), Cancellation))!.Version));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_that_travels_counts_once_without_a_request_id(bool isDurable)
    {
        await using var nodes = new TwoNodes(streams);
        nodes.AccountJournal.NextDoubt = isDurable;
        var decision = (await nodes.Users.Decide(Crew.Ask("lounge", account: "a1"), Cancellation)).Value!;
        Assert.Null(nodes.AccountJournal.NextDoubt);
        Assert.Equal(decision.Id, Assert.Single(streams.Read(Sample.User("u1"))).Event.Id);
        Assert.Equal(3, decision.Actions.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_at_home_counts_once_without_a_request_id(bool isDurable)
    {
        await using var nodes = new TwoNodes(streams);
        nodes.Journal.NextDoubt = isDurable;
        var decision = (await nodes.Accounts.Decide(Crew.Ask("lounge"), Cancellation)).Value!;
        Assert.Null(nodes.Journal.NextDoubt);
        Assert.Equal(decision.Id, Assert.Single(streams.Read(Sample.User("u1"))).Event.Id);
        Assert.Single((await nodes.Users.Decide(Crew.Ask("lounge"), Cancellation)).Value!.Actions);
    }
}
