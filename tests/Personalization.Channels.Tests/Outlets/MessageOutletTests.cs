using System.Text.Json;
using Personalization.Channels.RabbitMq;
using Personalization.Projections.Stores;
using Personalization.Projections.Tests.Support;

namespace Personalization.Channels.Tests.Outlets;

public sealed class MessageOutletTests(Broker broker)
{
    /// <summary>Milliseconds, many times what it takes: what never comes is waited for no longer.</summary>
    private const int HangsAfter = 600_000;

    [Fact(Timeout = HangsAfter)]
    public async Task Decisions_and_outcomes_are_written_out_as_CloudEvents()
    {
        await using var airport = new Airport();
        await using var store = new WatchedStore(SqliteProjectionStore.Open(airport.Folder));
        var queue = new TestQueue(broker);
        var ids = await airport.Serve(1);
        await using (var handout = new Handout(airport, store, await broker.Address(), queue.Name, QueueCreation.Quorum))
        {
            await handout.Done(2);
        }

        var messages = await queue.Take();
        Assert.Equal(ids, messages.Select(message => message.Id));
        Assert.Equal(["personalization.decision.served", "personalization.outcome.recorded"], messages.Select(message => message.Type));
        Assert.All(messages, message => Assert.Equal("application/cloudevents+json", message.ContentType));
        var (decision, outcome) = (JsonDocument.Parse(messages[0].Body).RootElement, JsonDocument.Parse(messages[1].Body).RootElement);
        Assert.Equal(
            $$$"""
            {"specversion":"1.0","id":"{{{ids[0]}}}","source":"/tenants/acme/production","type":"personalization.decision.served","subject":"users/u0","time":"{{{TimeOf(decision)}}}","datacontenttype":"application/json","tenant":"acme/production","partitionkey":"acme/production:user:u0","data":{"userId":"u0","accountId":"a1","decisionId":"{{{ids[0]}}}","surface":"lounge","requestId":null,"catalog":"{{{new string('a', 64)}}}","actions":[{"id":"rest.one","variant":"default","deliverAt":null},{"id":"rest.two","variant":"default","deliverAt":null},{"id":"rest.three","variant":"default","deliverAt":null}]}}
            """,
            messages[0].Body);
        Assert.Equal(
            $$$"""
            {"specversion":"1.0","id":"{{{ids[1]}}}","source":"/tenants/acme/production","type":"personalization.outcome.recorded","subject":"users/u0","time":"{{{TimeOf(outcome)}}}","datacontenttype":"application/json","tenant":"acme/production","partitionkey":"acme/production:user:u0","data":{"userId":"u0","accountId":"a1","decisionId":"{{{ids[0]}}}","actionId":"rest.one","outcome":"clicked","until":null}}
            """,
            messages[1].Body);
    }

    [Fact(Timeout = HangsAfter)]
    public async Task What_was_confirmed_before_a_crash_and_not_checkpointed_comes_again_under_the_same_ids()
    {
        await using var airport = new Airport();
        var inner = SqliteProjectionStore.Open(airport.Folder);
        await using var store = new WatchedStore(inner);
        var queue = await new TestQueue(broker).Declare();
        var ids = await airport.Serve(5);
        await using (var crashing = new Handout(airport, new WatchedStore(new ForgetfulStore(inner)), await broker.Address(), queue.Name))
        {
            await crashing.Failed();
        }

        var first = (await queue.Take()).ConvertAll(message => message.Id);
        Assert.NotEmpty(first);
        Assert.Subset(ids.ToHashSet(), first.ToHashSet());
        await using (var again = new Handout(airport, store, await broker.Address(), queue.Name))
        {
            await again.Done(6);
        }

        Assert.Equal(ids.Order(), (await queue.Take()).Select(message => message.Id).Order());
        await using (var third = new Handout(airport, store, await broker.Address(), queue.Name))
        {
            ids = (await airport.Serve(1))[..1];
            await third.Done(1);
        }

        Assert.Equal(ids, (await queue.Take()).Select(message => message.Id));
    }

    [Fact(Timeout = HangsAfter)]
    public async Task While_the_broker_is_away_the_lag_is_visible_and_nothing_is_lost()
    {
        await using var own = new Broker();
        await using var airport = new Airport();
        await using var store = new WatchedStore(SqliteProjectionStore.Open(airport.Folder));
        var address = await own.Address();
        var queue = await new TestQueue(own).Declare();
        await using var handout = new Handout(airport, store, address, queue.Name);
        var ids = await airport.Serve(3);
        await handout.Done(4);

        await own.Stop();
        ids.AddRange((await airport.Serve(4))[..4]);
        await handout.Failed();
        Assert.NotEqual(TimeSpan.Zero, handout.Lag);
        await own.Resume();
        await handout.Done(8);

        // Served a second time, the first one is another decision; its outcome is told under another id, too.
        var taken = (await queue.Take()).ConvertAll(message => message.Id);
        Assert.Subset(taken.ToHashSet(), ids.ToHashSet());
    }

    [Fact(Timeout = HangsAfter)]
    public async Task What_no_queue_takes_is_told_and_waits()
    {
        await using var airport = new Airport();
        await using var store = new WatchedStore(SqliteProjectionStore.Open(airport.Folder));
        var address = await broker.Address();
        var queue = new TestQueue(broker);
        var ids = await airport.Serve(2);
        await using var handout = new Handout(airport, store, address, queue.Name);
        await handout.Failed();
        Assert.Equal("opened", await handout.Watch.Next());
        Assert.Equal(
            $"No queue takes what is written to the queue '{queue.Name}' at 127.0.0.1:{address.Port} with the routing key '{queue.Name}': declare the queue and bind it.",
            await handout.Watch.Next());

        await queue.Declare();
        await handout.Done(3);
        Assert.Equal(ids.Order(), (await queue.Take()).Select(message => message.Id).Distinct().Order());
    }

    private static string TimeOf(JsonElement message) => message.GetProperty("time").GetString()!;
}
