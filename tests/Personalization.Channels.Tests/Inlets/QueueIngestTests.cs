using System.Text;

namespace Personalization.Channels.Tests.Inlets;

public sealed class QueueIngestTests(Broker broker)
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    [Fact]
    public async Task When_messages_are_acknowledged_the_journal_has_all_their_events()
    {
        await using var airport = new Airport();
        airport.Journal.Hold();
        var source = new OneBatch(airport, Encoding.UTF8.GetBytes(Landing.Event("one")), Encoding.UTF8.GetBytes(Landing.Batch("two", "three")));
        var reading = airport.Read(source, "queue", stop.Token);
        await airport.Journal.Asked;
        Assert.False(source.Acknowledged.IsCompleted);

        airport.Journal.LetGo();
        var (number, ids) = await source.Acknowledged;
        Assert.Equal((2, "one one three three two two"), (number, string.Join(' ', ids.Order())));
        await stop.CancelAsync();
        await reading;
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("quorum")]
    public async Task A_message_is_acknowledged_only_after_the_journal_has_committed(string type)
    {
        await using var airport = new Airport();
        airport.Journal.Hold();
        var address = await broker.Address();
        var queue = await new TestQueue(broker).Declare(type);
        await queue.Publish(Landing.Event("one"), Landing.Batch("two", "three"));

        var reading = airport.Read(address, queue.Name, stop.Token);
        await airport.Journal.Asked;
        await queue.IsAt(ready: 0, unacknowledged: 2);
        Assert.Empty(await airport.Ids());

        airport.Journal.LetGo();
        await queue.IsEmpty();
        Assert.Equal(["one", "three", "two"], (await airport.Ids()).Distinct().Order());
        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task Connections_that_are_cut_leave_every_event_once_in_the_journal()
    {
        await using var airport = new Airport();
        await using var relay = new TcpRelay(await broker.Address());
        var queue = await new TestQueue(broker).Declare();
        var ids = Landing.Ids(3_000);
        await queue.Publish(ids.Select(id => Landing.Event(id)));

        var watch = new WatchLog();
        var reading = airport.Read(relay.Address, queue.Name, stop.Token, watch, prefetch: 100);
        for (var cut = 0; cut < 3; cut++)
        {
            var before = (await airport.Ids()).Count;
            await watch.Open();
            while ((await airport.Ids()).Count == before)
            {
                // Each look reads the journal.
            }

            relay.Cut();
            Assert.StartsWith($"The queue {queue.Name} at 127.0.0.1:", await watch.Next(), StringComparison.Ordinal);
        }

        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;
        // Each landing is in two streams, its user's and its account's.
        Assert.Equal(ids.SelectMany(id => new[] { id, id }), (await airport.Ids()).Order());
        Assert.Empty(await airport.DeadLetters());
    }

    [Fact]
    public async Task What_can_never_be_taken_in_is_acknowledged_once_it_is_in_the_dead_letters()
    {
        await using var airport = new Airport();
        var queue = await new TestQueue(broker).Declare();
        await queue.Publish(new[]
        {
            "no event", "[1]", "", "{\"batch\":7}", Landing.Event("unheard", name: "unheard"), "{\"type\":\"track\"}", Landing.Event("good"),
            Landing.Batch("left", "right").Replace("\"right\"", "17", StringComparison.Ordinal), new string('x', 600 * 1024),
        }.Select(Encoding.UTF8.GetBytes).Append([0x7B, 0xFF, 0x7D]));

        var reading = airport.Read(await broker.Address(), queue.Name, stop.Token);
        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;

        Assert.Equal(["good", "left"], (await airport.Ids()).Distinct());
        Assert.Equal(
            [
                ("malformed_json", "", "no event"), ("wrong_type", "", "[1]"), ("malformed_json", "", ""), ("wrong_type", "/batch", "{\"batch\":7}"),
                ("unknown_event", "/event", Landing.Event("unheard", name: "unheard")), ("missing_message_id", "/messageId", "{\"type\":\"track\"}"),
                ("wrong_type", "/messageId", Landing.Event("right").Replace("\"right\"", "17", StringComparison.Ordinal)),
                ("batch_too_large", "", new string('x', 32 * 1024)), ("invalid_utf8", "", "{\uFFFD}"),
            ],
            (await airport.DeadLetters()).Select(letter => (letter.Problem.Code, letter.Problem.Path, letter.Raw)));
    }

    [Fact]
    public async Task Messages_of_a_tenant_that_is_pinned_elsewhere_are_kept_as_refused_and_nothing_of_them_is_stored()
    {
        await using var airport = new Airport(region: "eu");
        await airport.Pin("us");
        var queue = await new TestQueue(broker).Declare();
        await queue.Publish(Landing.Event("one"), Landing.Event("two"));

        var reading = airport.Read(await broker.Address(), queue.Name, stop.Token);
        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;

        Assert.Empty(await airport.Ids());
        Assert.Equal([("wrong_region", Landing.Event("one")), ("wrong_region", Landing.Event("two"))], (await airport.DeadLetters()).Select(one => (one.Problem.Code, one.Raw)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_journal_is_away_messages_stay_unacknowledged_and_are_taken_in_when_it_is_back(bool isAnswered)
    {
        AwayProfiles? door = null;
        await using var airport = new Airport(profiles => door = new AwayProfiles(profiles, isAnswered));
        var queue = await new TestQueue(broker).Declare("quorum");
        await queue.Publish(Landing.Event("one"), Landing.Event("unheard", name: "unheard"));

        var reading = airport.Read(await broker.Address(), queue.Name, stop.Token);
        // More tries than a quorum queue hands a message out before it drops it.
        await door!.Tried(25);
        await queue.IsAt(ready: 0, unacknowledged: 2);
        Assert.Empty(await airport.DeadLetters());

        door.Open();
        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;
        Assert.Equal(["one", "one"], await airport.Ids());
        Assert.Equal("unknown_event", Assert.Single(await airport.DeadLetters()).Problem.Code);
    }

    [Fact]
    public async Task A_stop_ends_the_batch_in_hand_and_leaves_the_rest_in_the_queue()
    {
        await using var airport = new Airport();
        airport.Journal.Hold();
        var queue = await new TestQueue(broker).Declare();
        await queue.Publish(Landing.Ids(700).Select(id => Landing.Event(id)));

        var reading = airport.Read(await broker.Address(), queue.Name, stop.Token);
        await airport.Journal.Asked;
        await stop.CancelAsync();
        Assert.False(reading.IsCompleted);
        airport.Journal.LetGo();
        await reading;

        var taken = (await airport.Ids()).Distinct().Count();
        Assert.InRange(taken, 1, 500);
        await queue.IsAt(700 - taken, 0);
    }

    [Fact]
    public async Task A_message_that_comes_twice_changes_nothing()
    {
        await using var airport = new Airport();
        var queue = await new TestQueue(broker).Declare();
        await queue.Publish(Landing.Event("one"), Landing.Event("one"), Landing.Batch("one", "two"));

        var reading = airport.Read(await broker.Address(), queue.Name, stop.Token);
        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;

        Assert.Equal(["one", "one", "two", "two"], (await airport.Ids()).Order());
        Assert.Empty(await airport.DeadLetters());
    }
}
