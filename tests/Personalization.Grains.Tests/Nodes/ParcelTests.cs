using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

public sealed class ParcelTests
{
    private const int People = 30;
    private readonly SharedStreams streams = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SubjectKey[] Users { get; } = [.. Enumerable.Range(0, People).Select(at => Sample.User($"u{at}"))];

    private static SubjectKey[] Away { get; } = [.. Users.Where(user => Places.Scattered(user) != 0)];

    [Fact]
    public async Task The_decisions_of_a_batch_go_to_each_node_in_one_parcel_and_come_back_in_their_order()
    {
        await using var nodes = Open();
        var decisions = await Serve(nodes, Users);
        Assert.Equal(Users.Select(user => Assert.Single(streams.Read(user)).Event.Id), decisions.Select(decision => decision.Id));
        Assert.Equal([1, 2], nodes.Parcels.Select(parcel => parcel.Place).Order());
        Assert.Equal(Away.Length, nodes.Parcels.Sum(parcel => parcel.Turns.Length));
        Assert.Empty(nodes.Singles);
    }

    [Fact]
    public async Task So_do_the_events_of_a_batch()
    {
        await using var nodes = Open();
        IncomingEvent[] batch = [.. Users.Select(user => Crew.Track($"e-{user.Id}", "landed", user.Id))];
        Assert.All(await nodes.Door.Ingest(Sample.Acme, batch, Cancellation), answer => Assert.Equal(IngestStatus.Accepted, answer.Status));
        Assert.All(await nodes.Door.Ingest(Sample.Acme, batch, Cancellation), answer => Assert.Equal(IngestStatus.Duplicate, answer.Status));
        Assert.All(Users, user => Assert.Equal($"e-{user.Id}", Assert.Single(streams.Read(user)).Event.Id));
        Assert.Equal([1, 1, 2, 2], nodes.Parcels.Select(parcel => parcel.Place).Order());
        Assert.Empty(nodes.Singles);
    }

    [Fact]
    public async Task Who_is_not_where_they_seem_to_live_is_asked_alone()
    {
        await using var nodes = new ParcelNodes(streams) { HomeOf = _ => 2 };
        nodes.Settle(Users);
        await Serve(nodes, Away);
        Assert.All(Away, user => Assert.Single(streams.Read(user)));
        Assert.Equal(Away.Where(user => Places.Scattered(user) != 2), nodes.Singles.Cast<TravellingDecision>().Select(turn => turn.Request.Subject));

        // They are known not to have run.
        Assert.DoesNotContain(nodes.Singles, turn => ((TravellingDecision)turn).IsRepeat);
    }

    [Fact]
    public async Task A_node_that_takes_no_parcels_is_sent_each_turn_alone()
    {
        await using var nodes = Open();
        nodes.OnTheWay = _ => new((IReadOnlyList<TurnReply>?)null);
        await Serve(nodes, Away);
        Assert.All(Away, user => Assert.Single(streams.Read(user)));
        Assert.Equal(Away.Length, nodes.Singles.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_serves_of_a_lost_parcel_count_once_whether_it_had_arrived_or_not(bool hasArrived)
    {
        await using var nodes = Open();
        Lose(nodes, hasArrived);
        var decisions = await Serve(nodes, Away);
        Assert.Equal(Away.Select(user => Assert.Single(streams.Read(user)).Event.Id), decisions.Select(decision => decision.Id));
        Assert.All(nodes.Singles, turn => Assert.True(((TravellingDecision)turn).IsRepeat));
        Assert.Equal(Away.Length, nodes.Singles.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_events_of_a_lost_parcel_are_in_their_streams_once(bool hasArrived)
    {
        await using var nodes = Open();
        Lose(nodes, hasArrived);
        await nodes.Door.Ingest(Sample.Acme, [.. Away.Select(user => Crew.Track($"e-{user.Id}", "landed", user.Id))], Cancellation);
        Assert.All(Away, user => Assert.Equal($"e-{user.Id}", Assert.Single(streams.Read(user)).Event.Id));
    }

    [Fact]
    public async Task What_is_more_than_a_parcel_holds_goes_in_several()
    {
        await using var nodes = new ParcelNodes(streams);
        var crowd = Enumerable.Range(0, 4 * Limits.ParcelLoadMax).Select(at => Sample.User($"crowd-{at}")).Where(user => Places.Scattered(user) == 1).ToArray();
        nodes.Settle(crowd);
        await Serve(nodes, crowd);
        Assert.Equal(2, nodes.Parcels.Count);
        Assert.All(nodes.Parcels, parcel => Assert.InRange(parcel.Turns.Length, 2, Limits.ParcelLoadMax));
        Assert.Equal(crowd.Length, nodes.Parcels.Sum(parcel => parcel.Turns.Length));
    }

    [Fact]
    public async Task A_turn_with_many_events_fills_a_parcel_as_so_many_turns_do()
    {
        await using var nodes = Open();
        var pair = Users.Where(user => Places.Scattered(user) == 1).Take(3).ToArray();
        IncomingEvent[] batch = [.. pair.SelectMany(user => Enumerable.Range(0, Limits.ParcelLoadMax / 2).Select(at => Crew.Track($"{user.Id}-{at}", "landed", user.Id)))];
        Assert.All(await nodes.Door.Ingest(Sample.Acme, batch, Cancellation), answer => Assert.Equal(IngestStatus.Accepted, answer.Status));
        Assert.Equal([2], nodes.Parcels.Select(parcel => parcel.Turns.Length));
        Assert.Single(nodes.Singles);
    }

    [Fact]
    public async Task A_turn_that_breaks_does_no_harm_to_the_others()
    {
        await using var nodes = Open();
        var turn = new TravellingDecision(Crew.Ask("lounge", Users[0].Id)) { Tenant = Sample.Acme, Now = Sample.Noon };
        var broken = new TravellingLook(Users[0]) { Tenant = Sample.Acme, Now = Sample.Noon };
        nodes.Door.TakeUp(Users[0]);
        var replies = await nodes.Door.RunAll([new(Users[0], broken), new(Users[0], turn), new(Sample.User("stranger"), turn)], Cancellation);
        Assert.Equal([TurnEnd.Lost, TurnEnd.Done, TurnEnd.NotHere], replies.Select(reply => reply.End));
    }

    [Fact]
    public async Task Turns_that_bring_guests_go_alone()
    {
        await using var nodes = Open();
        var account = Enumerable.Range(0, 100).Select(at => Sample.Account($"a{at}")).First(one => Places.Scattered(one) == 1);
        var here = Users.Except(Away).ToArray();

        // Once they are in memory nothing waits before the batch departs.
        await nodes.Door.Ingest(Sample.Acme, [.. here.Select(user => Crew.Track($"first-{user.Id}", "engine_failed", user.Id))], Cancellation);
        await nodes.Door.Ingest(Sample.Acme, [.. here.Select(user => Crew.Track($"e-{user.Id}", "landed", user.Id, account.Id))], Cancellation);
        Assert.Empty(nodes.Parcels);
        Assert.Equal(here.Length, streams.Read(account).Length);
    }

    private static async Task<Decision[]> Serve(ParcelNodes nodes, IEnumerable<SubjectKey> users) =>
        [.. (await nodes.Door.Decide([.. users.Select(user => Crew.Ask("lounge", user.Id))], Cancellation)).Select(answer => answer.Value!)];

    private static void Lose(ParcelNodes nodes, bool hasArrived) => nodes.OnTheWay = async run =>
    {
        if (hasArrived)
        {
            await run();
        }

        throw new ReplyLostException("The parcel got lost.");
    };

    private ParcelNodes Open()
    {
        var nodes = new ParcelNodes(streams);
        nodes.Settle(Users);
        return nodes;
    }
}
