using Npgsql;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class LostReplyTests
{
    private readonly SharedStreams streams = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_no_node_answers_the_call_fails_so_that_it_can_be_made_again()
    {
        await using var node = new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), new Nowhere(), new ManualTime(), new EmbeddedHostOptions());
        node.TakeUp(Sample.User("u1"));
        await Assert.ThrowsAsync<TurnLostException>(async () => await node.Decide(Crew.Ask("office", account: "a1"), Cancellation));
        await Assert.ThrowsAsync<TurnLostException>(async () => await node.Ingest(Sample.Acme, [Crew.Track("e1", "landed", account: "a1")], Cancellation));
        Assert.Empty(streams.Feed());
    }

    [Fact]
    public async Task While_the_account_does_not_answer_its_user_is_served_what_needs_no_account()
    {
        await using var node = new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), new Nowhere(), new ManualTime(), new EmbeddedHostOptions());
        node.TakeUp(Sample.User("u1"));
        await Assert.ThrowsAsync<TurnLostException>(async () => await node.Decide(Crew.Ask("office", account: "a1"), Cancellation));
        Assert.Equal(3, (await node.Decide(Crew.Ask("lounge"), Cancellation)).Value!.Actions.Length);
    }

    [Fact]
    public async Task A_repeat_of_a_request_whose_reply_got_lost_finds_the_decision_that_was_made()
    {
        var ends = new LosingFirstReply();
        await using var here = new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), ends, new ManualTime(), new EmbeddedHostOptions());
        await using var there = new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), ends, new ManualTime(), new EmbeddedHostOptions());
        (ends.Here, ends.There) = (here, there);
        here.TakeUp(Sample.User("u1"));
        there.TakeUp(Sample.Account("a1"));
        var decision = (await here.Decide(Crew.Ask("lounge", account: "a1", requestId: "r1"), Cancellation)).Value!;
        Assert.Equal((1, true), (streams.Read(Sample.User("u1")).Length, ends.HasLost));
        Assert.Equal(streams.Read(Sample.User("u1"))[0].Event.Id, decision.Id);
    }

    [Fact]
    public async Task Events_whose_reply_got_lost_are_in_their_streams_once()
    {
        var ends = new LosingFirstReply();
        await using var here = new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), ends, new ManualTime(), new EmbeddedHostOptions());
        await using var there = new NodeProfiles(new NodeJournal(streams), new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), ends, new ManualTime(), new EmbeddedHostOptions());
        (ends.Here, ends.There) = (here, there);
        here.TakeUp(Sample.User("u1"));
        there.TakeUp(Sample.Account("a1"));
        await here.Ingest(Sample.Acme, [Crew.Track("e1", "landed", account: "a1")], Cancellation);
        Assert.Equal((1, 1, true), (streams.Read(Sample.User("u1")).Length, streams.Read(Sample.Account("a1")).Length, ends.HasLost));
        Assert.Equal(1, (await here.Get(Sample.User("u1"), Cancellation))!.Version);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_serve_without_a_request_id_whose_reply_got_lost_counts_once(int lost)
    {
        await using var nodes = new TwoNodes(streams) { LostReplies = lost };
        var decision = (await nodes.Users.Decide(Crew.Ask("lounge", account: "a1"), Cancellation)).Value!;
        Assert.Equal(decision.Id, Assert.Single(streams.Read(Sample.User("u1"))).Event.Id);
        Assert.Equal(3, decision.Actions.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task So_does_one_that_came_to_another_node_than_its_user_lives_on(int lost)
    {
        await using var nodes = new TwoNodes(streams) { LostReplies = lost };
        var decision = (await nodes.Accounts.Decide(Crew.Ask("lounge"), Cancellation)).Value!;
        Assert.Equal(decision.Id, Assert.Single(streams.Read(Sample.User("u1"))).Event.Id);
    }

    [Fact]
    public async Task A_serve_that_is_tried_again_is_not_taken_for_another_ones()
    {
        await using var nodes = new TwoNodes(streams);
        var first = (await nodes.Users.Decide(Crew.Ask("lounge") with { Max = 1 }, Cancellation)).Value!;
        nodes.Journal.NextDoubt = false;
        var second = (await nodes.Users.Decide(Crew.Ask("lounge") with { Max = 2 }, Cancellation)).Value!;
        Assert.Equal([first.Id, second.Id], streams.Read(Sample.User("u1")).Select(stored => stored.Event.Id));
    }

    [Fact]
    public async Task While_the_database_is_away_where_a_turn_goes_to_it_can_be_made_again()
    {
        await using var nodes = new TwoNodes(streams);
        nodes.AccountJournal.Broken = new NpgsqlException("The connection is gone.");
        await Assert.ThrowsAsync<TurnLostException>(async () => await nodes.Users.Decide(Crew.Ask("lounge", account: "a1"), Cancellation));
        nodes.AccountJournal.Broken = null;
        await nodes.Users.Decide(Crew.Ask("lounge", account: "a1"), Cancellation);
        Assert.Single(streams.Feed());
    }
}
