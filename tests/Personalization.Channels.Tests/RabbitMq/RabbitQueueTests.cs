namespace Personalization.Channels.Tests.RabbitMq;

public sealed class RabbitQueueTests(Broker broker)
{
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly WatchLog watch = new();

    [Fact]
    public async Task A_queue_that_is_not_there_is_told_and_waited_for()
    {
        await using var airport = new Airport();
        var address = await broker.Address();
        var queue = new TestQueue(broker);
        var reading = airport.Read(address, queue.Name, stop.Token, watch);
        var reason = await watch.Next();
        Assert.Equal($"The queue {queue.Name} at 127.0.0.1:{address.Port} cannot be read: There is no queue '{queue.Name}'.", reason);

        await queue.Declare();
        await watch.Open();
        await queue.Publish(Landing.Event("one"));
        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;
        Assert.Equal(["one", "one"], await airport.Ids());
    }

    [Fact]
    public async Task A_queue_that_is_deleted_is_told_and_read_on_when_it_is_there_again()
    {
        await using var airport = new Airport();
        var queue = await new TestQueue(broker).Declare();
        var reading = airport.Read(await broker.Address(), queue.Name, stop.Token, watch);
        Assert.Equal("opened", await watch.Next());
        await queue.Delete();
        Assert.EndsWith("it was deleted, or moves to another node.", await watch.Next(), StringComparison.Ordinal);
        Assert.EndsWith($"There is no queue '{queue.Name}'.", await watch.Next(), StringComparison.Ordinal);

        await queue.Declare();
        await watch.Open();
        await queue.Publish(Landing.Event("one"));
        await queue.IsEmpty();
        await stop.CancelAsync();
        await reading;
    }

    [Theory]
    [InlineData("guest:wrong", "", "The broker does not know this name with this password.")]
    [InlineData("guest:guest", "nowhere", "The broker has no virtual host 'nowhere', or does not let this name in.")]
    public async Task A_broker_that_refuses_is_told_without_the_password(string user, string host, string reason)
    {
        await using var airport = new Airport();
        var address = await broker.Address();
        var names = user.Split(':');
        var wrong = new UriBuilder(address) { UserName = names[0], Password = names[1], Path = host }.Uri;
        var reading = airport.Read(wrong, "queue", stop.Token, watch);
        Assert.Equal($"The queue queue at 127.0.0.1:{address.Port} cannot be read: {reason}", await watch.Next());
        await stop.CancelAsync();
        await reading;
    }

    [Fact]
    public async Task A_broker_that_ends_in_the_middle_gives_every_message_when_it_is_back()
    {
        await using var own = new Broker();
        await using var airport = new Airport();
        airport.Journal.Hold();
        var address = await own.Address();
        var queue = await new TestQueue(own).Declare();
        var ids = Landing.Ids(1_200);
        await queue.Publish(ids.Select(id => Landing.Event(id)));
        var reading = airport.Read(address, queue.Name, stop.Token, watch);
        await airport.Journal.Asked;

        await own.Stop();
        airport.Journal.LetGo();
        Assert.Equal("opened", await watch.Next());
        var away = await watch.Next();
        await own.Resume();
        await queue.IsEmpty();

        await stop.CancelAsync();
        await reading;
        Assert.StartsWith($"The queue {queue.Name} at 127.0.0.1:{address.Port} cannot be read: ", away, StringComparison.Ordinal);
        Assert.Equal(ids.SelectMany(id => new[] { id, id }), (await airport.Ids()).Order());
    }

    [Fact]
    public async Task A_channel_that_the_broker_closes_because_acknowledgements_take_too_long_is_made_anew()
    {
        await using var own = new Broker("-rabbit consumer_timeout 1000 -rabbit channel_tick_interval 200");
        await using var airport = new Airport();
        airport.Journal.Hold();
        var address = await own.Address();
        var queue = await new TestQueue(own).Declare();
        await queue.Publish(Landing.Event("one"));
        var reading = airport.Read(address, queue.Name, stop.Token, watch);
        await airport.Journal.Asked;
        // The broker closes the channel, and so the message waits again.
        await queue.IsAt(ready: 1, unacknowledged: 0);
        airport.Journal.LetGo();
        await queue.IsEmpty();
        Assert.Equal("opened", await watch.Next());
        Assert.Contains("acknowledgement", await watch.Next(), StringComparison.Ordinal);
        Assert.Equal("opened", await watch.Next());
        await stop.CancelAsync();
        await reading;
        Assert.Equal(["one", "one"], await airport.Ids());
    }
}
