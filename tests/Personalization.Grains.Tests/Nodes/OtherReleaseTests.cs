using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Grains.Nodes;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Two releases side by side, of which one cannot use what the other has folded: it folds the same version from the journal.</summary>
public sealed class OtherReleaseTests
{
    private readonly SharedStreams streams = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guest_that_another_release_has_folded_is_folded_again()
    {
        await using var nodes = new TwoNodes(streams) { OnTheWay = OfOtherRelease };
        await nodes.Users.Decide(Crew.Ask("lounge"), Cancellation);
        await nodes.Users.Ingest(Sample.Acme, [Crew.Track("e1", "landed", account: "a1")], Cancellation);
        var second = (await nodes.Users.Decide(Crew.Ask("lounge", account: "a1"), Cancellation)).Value!;

        // Two of three are used up, which the guest's profile says.
        Assert.Equal((2L, 1), (second.ProfileVersion, second.Actions.Length));
        Assert.Equal([1L, 2L, 3L], streams.Read(Sample.User("u1")).Select(stored => stored.Version));
        Assert.Equal(3, (await nodes.Users.Get(Sample.User("u1"), Cancellation))!.Version);
    }

    [Fact]
    public async Task A_profile_that_another_release_has_folded_is_looked_at()
    {
        await using var nodes = new TwoNodes(streams);
        await nodes.Users.Ingest(Sample.Acme, [Crew.Track("e1", "landed", account: "a1")], Cancellation);
        var ours = await nodes.Users.Get(Sample.User("u1"), Cancellation);
        await using var other = new NodeProfiles(
            new NodeJournal(streams), new Embedded.MemorySnapshots(), new FixedCatalogs(Airline.Catalog), new OldReplies(nodes.Users), new ManualTime(), new Grains.Embedded.EmbeddedHostOptions());
        Assert.Equal(ViewText.Of(ours), ViewText.Of(await other.Get(Sample.User("u1"), Cancellation)));
    }

    [Fact]
    public async Task A_guest_whose_owner_is_behind_the_journal_loses_its_turn()
    {
        await using var nodes = new TwoNodes(streams);
        await nodes.Users.Ingest(Sample.Acme, [Crew.Track("e1", "landed", account: "a1")], Cancellation);
        var behind = new TravellingDecision(Crew.Ask("lounge", account: "a1"))
        {
            Tenant = Sample.Acme,
            Now = Sample.Noon,
            Catalog = Airline.Catalog.Hash,
            Guests = [new Guest(Sample.User("u1"), new(0, 0, 0, Evolve.FoldCodeVersion + 1, Journal.ReceivedOrder.Empty, new byte[] { 1 }), [])],
        };
        Assert.Equal(TurnEnd.Fenced, (await nodes.Accounts.Run(Sample.Account("a1"), behind, Cancellation)).End);
        Assert.DoesNotContain(streams.Feed(), stored => stored.Event is Served);
    }

    private static TravellingTurn OfOtherRelease(TravellingTurn turn) => turn with { Guests = [.. turn.Guests.Select(OfOtherRelease)] };

    private static Guest OfOtherRelease(Guest guest) =>
        guest with { Profile = guest.Profile with { FoldCodeVersion = Evolve.FoldCodeVersion + 1, Payload = new byte[] { 1, 2, 3 } } };

    private sealed class OldReplies(NodeProfiles there) : IOwners
    {
        public async ValueTask<TurnReply> Send(Core.Subjects.SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
        {
            var reply = await there.Run(owner, turn, cancellation);
            return reply with { Profile = OfOtherRelease(reply.Profile!) };
        }
    }
}
