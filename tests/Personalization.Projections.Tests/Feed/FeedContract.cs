using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Projections.Tests.Support;

namespace Personalization.Projections.Tests.Feed;

/// <summary>What consumers of the feed may rely on, over every kind of journal and store.</summary>
public abstract class FeedContract(IProjectionKind kind) : ProjectionContract(kind)
{
    [Fact]
    public async Task Every_event_takes_effect_once_and_in_the_order_of_its_subject()
    {
        await People.Act(Journal, 3);
        await using (Run(new Versions()))
        {
            await Has(3);
            await People.Act(Journal, 4);
            await Has(7);
        }

        await People.Act(Journal, 2);
        await using var again = Run(new Versions());
        await Has(9);
        Assert.Empty(again.Told.Failures);
    }

    [Fact]
    public async Task A_commit_wakes_whoever_waits_at_the_end()
    {
        // Its timers never fire, so nothing but the commit can.
        await using var running = new Running(Journal, Store, new ManualTime(), new Versions());
        for (var round = 1; round <= 20; round++)
        {
            await People.Act(Journal, 1);
            await Has(round);
        }
    }

    [Fact]
    public async Task What_is_made_from_the_beginning_is_what_was_made_live()
    {
        await using var running = Run(new Versions("live"));
        await People.Act(Journal, 3);
        await Has(3, "live");
        await People.Act(Journal, 3);
        await Has(6, "live");
        await using var late = Run(new Versions("late"));
        await Has(6, "late");
    }

    [Fact]
    public async Task A_restart_makes_everything_again_while_others_go_on()
    {
        await People.Act(Journal, 3);
        var applied = 0;
        await using var running = Run(new Versions { Before = _ => Interlocked.Increment(ref applied) }, new Versions("other"));
        await Has(3);
        await Has(3, "other");
        await running.Driver.Restart("versions", FeedStart.Beginning, Cancellation);
        await Store.Until(() => new(Volatile.Read(ref applied) == 6 * People.Names.Count));
        await Has(3);
        Assert.Equal(3 * People.Names.Count, running.Driver.Counts.Single(one => one.Consumer == "other").Events);
    }

    [Fact]
    public async Task A_consumer_that_begins_at_the_end_sees_only_what_comes()
    {
        await People.Act(Journal, 2);
        await using var running = Run(new Versions { Begins = FeedStart.End });
        await Store.Until(async () => (await Store.Checkpoints("versions", Cancellation)).Count > 0);
        await People.Act(Journal, 1);
        await Store.Until(async () => (await Versions.Read(Store)).Count == People.Names.Count);
        Assert.All(await Versions.Read(Store), one => Assert.Equal("3", one.Value));
    }

    [Fact]
    public async Task A_stopped_consumer_goes_on_where_it_was()
    {
        await using var running = Run(new Versions());
        await People.Act(Journal, 1);
        await Has(1);
        running.Driver.Own("versions", new HashSet<int>());
        await Store.Until(() =>
        {
            Store.Look();
            return new(running.Driver.Status.Count == 0);
        });
        var moves = Store.Moves;
        await People.Act(Journal, 2);
        Assert.Equal(moves, Store.Moves);
        running.Driver.Own("versions", FeedShards.All);
        await Has(3);
    }

    [Fact]
    public async Task Two_owners_of_the_same_shards_apply_nothing_twice()
    {
        var other = await AnotherStore();
        await using var first = Run(new Versions());
        await using var second = new Running(Journal, other, new QuickTime(), new Versions());
        for (var round = 0; round < 5; round++)
        {
            await People.Act(Journal, 2);
        }

        await Has(10);
        Assert.Empty(first.Told.Failures);
        Assert.Empty(second.Told.Failures);
    }

    [Fact]
    public async Task Shards_of_two_nodes_together_are_the_whole_feed()
    {
        var other = await AnotherStore();
        await using var first = Run(new Versions());
        await using var second = new Running(Journal, other, new QuickTime(), new Versions());
        HashSet<int> low = [.. Enumerable.Range(0, 10)];
        first.Driver.Own(low);
        second.Driver.Own(FeedShards.All.Except(low).ToHashSet());
        await People.Act(Journal, 3);
        await Has(3);

        // The second is gone, and the first takes over what it had.
        await second.DisposeAsync();
        await People.Act(Journal, 1);
        first.Driver.Own(FeedShards.All);
        await Has(4);
    }

    [Fact]
    public async Task A_poisonous_event_stands_in_the_way_of_its_shard_only_and_is_seen()
    {
        var isPoisonous = true;
        await People.Act(Journal, 5);
        var poisoned = Sample.User(People.Names[0]);
        var consumer = new Versions
        {
            Before = one =>
            {
                if (isPoisonous && one.Subject == poisoned && one.Version == 4)
                {
                    throw new InvalidDataException("poison");
                }
            },
        };
        await using var running = Run(consumer);
        // In the end everything but the event, and what follows it in its shard, has been applied.
        await Store.Until(async () => running.Told.Failures.Count > 10 && await Seen(poisoned) == "1 2 3" && (await Versions.Read(Store)).Count(one => one.Value == "1 2 3 4 5") >= Outside(poisoned));
        var status = running.Driver.Status.Single(one => one.Failures > 0);
        Assert.Equal((FeedShards.Of(poisoned), "poison"), (status.Shard, status.Error));
        Assert.True(status.Lag > TimeSpan.Zero);
        Assert.Equal([FeedShards.Of(poisoned)], running.Told.Failures.Last().Shards);

        Volatile.Write(ref isPoisonous, false);
        await Has(5);
        await Store.Until(() => new(running.Driver.Status.All(one => one.Failures == 0) && running.Told.Recoveries.Contains(FeedShards.Of(poisoned))));
    }

    [Fact]
    public async Task A_store_that_fails_is_tried_again()
    {
        await People.Act(Journal, 2);
        await Store.Begin("versions", 1, 0, 0, Cancellation);
        await BreakRows(isBroken: true);
        await using var running = Run(new Versions());
        await Store.Until(() => new(running.Told.Failures.Count > 3));
        Assert.Empty(await Versions.Read(Store));
        await BreakRows(isBroken: false);
        await Has(2);
    }

    [Fact]
    public async Task What_the_outside_has_not_confirmed_is_handed_out_again()
    {
        var refusals = 0;
        await People.Act(Journal, 2);
        var outbox = new Outbox { Before = _ => Interlocked.Increment(ref refusals) <= 20 ? throw new IOException("away") : Task.CompletedTask };
        await using var running = Run(outbox);
        await Store.Until(() => new(outbox.Keys.Distinct().Count() == 2 * People.Names.Count));
        Assert.All(People.Names, name => Assert.Equal([$"acme/production:user:{name}@1", $"acme/production:user:{name}@2"], KeysOf(outbox, name).Distinct()));
    }

    [Fact]
    public async Task The_checkpoint_waits_for_the_outside()
    {
        var confirmed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Journal.Append(Sample.Append(Sample.User("u1"), 1));
        await using var running = Run(new Outbox
        {
            Before = async _ =>
            {
                asked.TrySetResult();
                await confirmed.Task;
            },
        });
        await asked.Task.WaitAsync(Cancellation);
        Assert.All(await Store.Checkpoints("outbox", Cancellation), one => Assert.Equal(0, one));
        confirmed.SetResult();
        await Store.Until(async () => (await Store.Checkpoints("outbox", Cancellation)).Any(one => one > 0));
    }

    [Fact]
    public async Task Checkpoints_ahead_of_the_journal_begin_again()
    {
        await People.Act(Journal, 1);
        await Store.Begin("versions", 1, long.MaxValue / 2, 0, Cancellation);
        await using var running = Run(new Versions());
        await Has(1);
        Assert.Single(running.Told.Ahead);
    }

    [Fact]
    public async Task A_newer_programs_consumer_is_left_alone_and_that_is_seen()
    {
        await People.Act(Journal, 1);
        await Store.Begin("versions", 2, 0, 0, Cancellation);
        await using var running = Run(new Versions());
        await Store.Until(() => new(running.Told.Failures.Count > 1));
        Assert.IsType<ConsumerOutdatedException>(running.Told.Failures.First().Cause);
        Assert.Empty(await Versions.Read(Store));
    }

    [Fact]
    public async Task Places_of_shards_without_events_are_stored_in_the_end()
    {
        await Journal.Append(Sample.Append(Sample.User("u1"), 1));
        await using var running = Run(new Versions());
        await Store.Until(async () => (await Store.Checkpoints("versions", Cancellation)) is { Count: > 0 } places && places.All(one => one > 0));
    }

    protected Running Run(params IFeedConsumer[] consumers) => new(Journal, Store, new QuickTime(), consumers);

    protected async Task Has(int events, string consumer = "versions")
    {
        var expected = People.Expected(events);
        await Store.Until(async () => (await Versions.Read(Store, consumer)) is var found && (found.SequenceEqual(expected) || found.Values.Any(one => one.Length > expected.First().Value.Length)));
        Assert.Equal(expected, await Versions.Read(Store, consumer));
    }

    private static IEnumerable<string> KeysOf(Outbox outbox, string name) => outbox.Keys.Where(key => key.Contains($":{name}@", StringComparison.Ordinal));

    /// <summary>How many users are in other shards than one.</summary>
    private static int Outside(SubjectKey one) => People.Names.Count(name => FeedShards.Of(Sample.User(name)) != FeedShards.Of(one));

    private async Task<string?> Seen(SubjectKey subject) => (await Versions.Read(Store)).GetValueOrDefault(subject.ToString());
}
