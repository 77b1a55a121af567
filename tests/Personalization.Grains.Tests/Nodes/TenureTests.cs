using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class TenureTests
{
    private static readonly TravellingDecision Ask = new(Crew.Ask("lounge"))
    {
        Tenant = Sample.Acme,
        Now = Sample.Noon,
    };

    private readonly SharedStreams streams = new();
    private readonly MemorySnapshots snapshots = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_for_a_subject_that_does_not_live_here_is_answered_so()
    {
        await using var node = Open(new NodeJournal(streams));
        Assert.Equal(TurnEnd.NotHere, (await node.Run(Sample.User("u1"), Ask, Cancellation)).End);
        node.TakeUp(Sample.User("u1"));
        Assert.Equal(TurnEnd.Done, (await node.Run(Sample.User("u1"), Ask, Cancellation)).End);
        await node.GiveUp(Sample.User("u1"), Cancellation);
        Assert.Equal(TurnEnd.NotHere, (await node.Run(Sample.User("u1"), Ask, Cancellation)).End);
    }

    [Fact]
    public async Task What_is_given_up_goes_into_a_snapshot_and_comes_back_from_it()
    {
        await using var first = Open(new NodeJournal(streams));
        await using var second = Open(new NodeJournal(streams));
        first.TakeUp(Sample.User("u1"));
        var one = (await first.Run(Sample.User("u1"), Ask, Cancellation)).Decision!;
        await first.GiveUp(Sample.User("u1"), Cancellation);
        Assert.Equal(1, snapshots.Saved[Sample.User("u1")].Version);
        second.TakeUp(Sample.User("u1"));
        var two = (await second.Run(Sample.User("u1"), Ask, Cancellation)).Decision!;
        Assert.Equal((0L, 1L), (one.ProfileVersion, two.ProfileVersion));
    }

    [Fact]
    public async Task A_node_that_was_cut_off_neither_forks_a_profile_nor_serves_too_often()
    {
        await using var first = Open(new NodeJournal(streams));
        await using var second = Open(new NodeJournal(streams));
        first.TakeUp(Sample.User("u1"));
        second.TakeUp(Sample.User("u1"));
        Assert.Equal(3, (await first.Decide(Crew.Ask("lounge"), Cancellation)).Value!.Actions.Length);

        // The second knows the profile before anything was served, the first has seen nothing of what the second does then.
        Assert.Single((await second.Decide(Crew.Ask("lounge"), Cancellation)).Value!.Actions);
        Assert.Single((await first.Decide(Crew.Ask("lounge"), Cancellation)).Value!.Actions);
        Assert.Equal([1L, 2L, 3L], streams.Read(Sample.User("u1")).Select(stored => stored.Version));
    }

    [Fact]
    public async Task A_turn_by_a_catalog_that_the_node_does_not_know_changes_nothing()
    {
        await using var node = Open(new NodeJournal(streams));
        node.TakeUp(Sample.User("u1"));
        var reply = await node.Run(Sample.User("u1"), Ask with { Catalog = Airline.WithOneMoreFeature.Hash }, Cancellation);
        Assert.Equal((TurnEnd.CatalogUnknown, 0), (reply.End, streams.Feed().Length));
    }

    [Fact]
    public async Task A_turn_goes_by_the_catalog_that_it_names()
    {
        var catalogs = new FixedCatalogs(Airline.Catalog);
        catalogs.Publish(Airline.WithOneMoreFeature);
        await using var node = Open(new NodeJournal(streams), catalogs);
        node.TakeUp(Sample.User("u1"));
        var reply = await node.Run(Sample.User("u1"), Ask with { Catalog = Airline.Catalog.Hash }, Cancellation);
        Assert.Equal(Airline.Catalog.Hash.Value, reply.Decision!.Catalog);
        Assert.Equal(Airline.WithOneMoreFeature.Hash.Value, (await node.Decide(Crew.Ask("lounge"), Cancellation)).Value!.Catalog);
    }

    [Fact]
    public async Task Who_gives_a_subject_up_waits_no_longer_than_they_want_to()
    {
        var away = new SilentOwners();
        await using var node = Open(new NodeJournal(streams), owners: away, time: new HastyTime(Limits.GiveUpWait));
        node.TakeUp(Sample.User("u1"));
        var serve = node.Decide(Crew.Ask("lounge", account: "a1"), Cancellation).AsTask();
        await away.Asked;
        using var limit = new CancellationTokenSource();
        var leaving = node.GiveUp(Sample.User("u1"), limit.Token);
        Assert.False(leaving.IsCompleted);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.False(node.Owns(Sample.User("u1")));
        away.Lose();
        await Assert.ThrowsAsync<TurnLostException>(() => serve);
    }

    [Fact]
    public async Task A_node_closes_although_a_turn_does_not_end()
    {
        var away = new SilentOwners();
        var node = Open(new NodeJournal(streams), owners: away, time: new HastyTime(Limits.GiveUpWait));
        node.TakeUp(Sample.User("u1"));
        node.TakeUp(Sample.User("u2"));
        await node.Decide(Crew.Ask("lounge", "u2"), Cancellation);
        var serve = node.Decide(Crew.Ask("lounge", account: "a1"), Cancellation).AsTask();
        await away.Asked;
        await node.DisposeAsync();
        Assert.Equal((false, 0), (serve.IsCompleted, node.LiveGrains));
    }

    [Fact]
    public async Task All_subjects_that_are_given_up_leave_their_profiles()
    {
        await using var node = Open(new NodeJournal(streams));
        var users = Enumerable.Range(0, Limits.SnapshotsPerWrite + 3).Select(at => $"u{at}").ToArray();
        foreach (var user in users)
        {
            node.TakeUp(Sample.User(user));
            await node.Decide(Crew.Ask("lounge", user), Cancellation);
        }

        await node.GiveUpAll(Cancellation);
        Assert.Equal((0, users.Length), (node.LiveGrains, snapshots.Saved.Count));
    }

    private NodeProfiles Open(NodeJournal journal, FixedCatalogs? catalogs = null, IOwners? owners = null, TimeProvider? time = null) =>
        new(journal, snapshots, catalogs ?? new FixedCatalogs(Airline.Catalog), owners ?? new Nowhere(), time ?? new ManualTime(), new Grains.Embedded.EmbeddedHostOptions());
}
