using Personalization.Core.Events;
using Personalization.HostContract;
using Personalization.Projections.Notices;

namespace Personalization.Projections.Tests.Notices;

public sealed class ChangeHubTests
{
    private readonly ChangeHub hub = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watcher_hears_of_its_subject_and_of_no_other()
    {
        await using var watch = hub.Watch(Sample.User("u1"));
        await hub.Publish([Notice("u2", 1, EventType.Tracked), Notice("u1", 1, EventType.Tracked)], Cancellation);
        Assert.Equal(Notice("u1", 1, EventType.Tracked), await watch.Next(Cancellation));
        var next = watch.Next(Cancellation);
        Assert.False(next.IsCompleted);
        await hub.Publish([Notice("u1", 2, EventType.Viewed)], Cancellation);
        Assert.Equal(2, (await next).Version);
    }

    [Fact]
    public async Task A_slow_watcher_gets_one_notice_of_all_that_it_missed()
    {
        await using var watch = hub.Watch(Sample.User("u1"));
        await hub.Publish([Notice("u1", 2, EventType.Tracked)], Cancellation);
        await hub.Publish([Notice("u1", 3, EventType.Served)], Cancellation);
        await hub.Publish([Notice("u1", 1, EventType.Viewed)], Cancellation);
        Assert.Equal(new ChangeNotice(Sample.User("u1"), 3, EventTypeSet.Of(EventType.Tracked, EventType.Served, EventType.Viewed)), await watch.Next(Cancellation));
    }

    [Fact]
    public async Task Every_watcher_of_a_subject_is_told()
    {
        await using var first = hub.Watch(Sample.User("u1"));
        await using var second = hub.Watch(Sample.User("u1"));
        await hub.Publish([Notice("u1", 1, EventType.Tracked)], Cancellation);
        Assert.Equal(await first.Next(Cancellation), await second.Next(Cancellation));
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_watch_that_ended()
    {
        var watch = hub.Watch(Sample.User("u1"));
        Assert.Equal(1, hub.Watchers);
        await watch.DisposeAsync();
        await watch.DisposeAsync();
        Assert.Equal(0, hub.Watchers);
        await hub.Publish([Notice("u1", 1, EventType.Tracked)], Cancellation);
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        await using var watch = hub.Watch(Sample.User("u1"));
        using var stop = new CancellationTokenSource();
        var next = watch.Next(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    [Fact]
    public async Task A_page_makes_one_notice_of_each_subject_and_none_of_what_a_tenant_shares()
    {
        await using var watch = hub.Watch(Sample.User("u1"));
        await using var shared = hub.Watch(Sample.Shared("cap/x"));
        await new ChangeOutlet(hub).HandOut(
            new FeedPage(0, [new(1, Sample.User("u1"), 4, Sample.Tracked("a")), new(2, Sample.User("u1"), 5, Sample.Tracked("b")), new(3, Sample.Shared("cap/x"), 1, Sample.Tracked("c"))]),
            Cancellation);
        Assert.Equal(Notice("u1", 5, EventType.Tracked), await watch.Next(Cancellation));
        Assert.False(shared.Next(Cancellation).AsTask().IsCompleted);
    }

    private static ChangeNotice Notice(string user, long version, EventType type) => new(Sample.User(user), version, EventTypeSet.Of(type));
}
