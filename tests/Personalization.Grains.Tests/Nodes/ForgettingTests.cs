using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.Grains.Tests.Identities;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>A subject is destroyed in a journal that nodes share, while they have it in memory.</summary>
public sealed class ForgettingTests
{
    private readonly SharedStreams streams = new();
    private readonly MemorySnapshots snapshots = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_destroyed_is_known_to_no_node_that_was_told_and_begins_anew()
    {
        await using var one = Open(new NodeJournal(streams));
        await using var other = Open(new NodeJournal(streams));
        one.TakeUp(Sample.User("u1"));
        other.TakeUp(Sample.User("u1"));
        await Land(one, "e1");
        Assert.NotNull(await other.Get(Sample.User("u1"), Cancellation));

        streams.Erase(Sample.User("u1"));
        await one.Forget(Sample.User("u1"), Cancellation);
        await other.Forget(Sample.User("u1"), Cancellation);

        Assert.Null(await one.Get(Sample.User("u1"), Cancellation));
        Assert.Null(await other.Get(Sample.User("u1"), Cancellation));
        Assert.Equal(IngestStatus.Accepted, await Land(other, "e1"));
        Assert.Equal(1, (await one.Get(Sample.User("u1"), Cancellation) ?? await other.Get(Sample.User("u1"), Cancellation))!.Version);
    }

    [Fact]
    public async Task A_node_that_was_not_told_yet_appends_nothing_to_what_it_knew_of_before()
    {
        await using var one = Open(new NodeJournal(streams));
        one.TakeUp(Sample.User("u1"));
        await Land(one, "e1");

        streams.Erase(Sample.User("u1"));

        Assert.Equal(IngestStatus.Accepted, await Land(one, "e2"));
        Assert.Equal(["e2"], streams.Read(Sample.User("u1")).Select(stored => stored.Event.Id));
        Assert.Equal(1, (await one.Get(Sample.User("u1"), Cancellation))!.Version);
    }

    [Fact]
    public async Task Who_is_destroyed_while_they_are_read_is_read_anew()
    {
        var journal = new MeddledJournal(new NodeJournal(streams));
        await using var node = Open(journal);
        node.TakeUp(Sample.User("u1"));
        streams.TryAppend([Sample.Append(Sample.User("u1"), 1, 3)]);
        journal.AfterRead = subject => Task.FromResult(streams.Erase(subject));

        Assert.Null(await node.Get(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task What_was_read_before_and_comes_into_memory_later_is_forgotten_as_well()
    {
        var journal = new MeddledJournal(new NodeJournal(streams));
        await using var node = Open(journal);
        node.TakeUp(Sample.User("u1"));
        streams.TryAppend([Sample.Append(Sample.User("u1"), 1, 3)]);
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously), go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var heads = 0;
        journal.AfterHead = _ =>
        {
            // The second is compared with what was read.
            if (++heads != 2)
            {
                return Task.CompletedTask;
            }

            arrived.SetResult();
            return go.Task;
        };
        var looking = node.Get(Sample.User("u1"), Cancellation).AsTask();
        await arrived.Task;

        streams.Erase(Sample.User("u1"));
        var forgetting = node.Forget(Sample.User("u1"), Cancellation).AsTask();
        Assert.False(forgetting.IsCompleted);
        go.SetResult();
        await forgetting;
        await looking;

        Assert.Null(await node.Get(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task Whoever_forgets_waits_for_turns_that_are_away_and_no_longer_than_they_want_to()
    {
        var away = new SilentOwners();
        await using var node = Open(new NodeJournal(streams), away, new HastyTime(Limits.GiveUpWait));
        node.TakeUp(Sample.User("u1"));
        var serve = node.Decide(Crew.Ask("lounge", account: "a1"), Cancellation).AsTask();
        await away.Asked;
        using var limit = new CancellationTokenSource();

        var forgetting = node.Forget(Sample.User("u1"), limit.Token).AsTask();

        Assert.False(forgetting.IsCompleted);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => forgetting);
        Assert.False(serve.IsCompleted);
    }

    private static async Task<IngestStatus> Land(NodeProfiles node, string id) =>
        (await node.Ingest(Sample.Acme, [Crew.Identify(id)], Cancellation))[0].Status;

    private NodeProfiles Open(IJournal journal, IOwners? owners = null, TimeProvider? time = null) =>
        new(journal, snapshots, new FixedCatalogs(Airline.Catalog), owners ?? new Nowhere(), time ?? new ManualTime(), new EmbeddedHostOptions());
}
