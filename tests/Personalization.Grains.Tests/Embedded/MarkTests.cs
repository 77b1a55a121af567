using Personalization.Core.Profiles;
using Personalization.Grains.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>Which marks a host leaves of its profiles, and when.</summary>
public sealed class MarkTests
{
    private static readonly EmbeddedHostOptions EveryFourth = new() { EventsPerMark = 4 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_that_stays_leaves_its_marks_at_the_next_sweep()
    {
        await using var host = new MemoryHost(EveryFourth);
        await host.Ingest(Landed(0, 9));
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal((1, 0), (host.Host.LiveGrains, host.Snapshots.Saved.Count));
        Assert.Equal([4, 8], Versions(host));
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal([4, 8], Versions(host));
    }

    [Fact]
    public async Task A_mark_is_the_profile_of_its_version_and_names_its_event_and_when_all_was_received()
    {
        await using var marked = new MemoryHost(EveryFourth);
        await marked.Ingest(Landed(0, 6));
        await marked.Host.SweepIdle(Cancellation);
        await using var whole = new MemoryHost();
        await whole.Ingest(Landed(0, 4));
        await whole.Host.DisposeAsync();

        var (mark, snapshot) = (Assert.Single(marked.Snapshots.Marks), whole.Snapshots.Saved[Sample.User("u1")]);
        Assert.Equal(snapshot with { Payload = default }, mark with { Payload = default });
        Assert.Equal(snapshot.Payload.ToArray(), mark.Payload.ToArray());
        Assert.Equal(Core.StableHash.Of("e3"), mark.EventIdHash);
        Assert.Equal(new ReceivedOrder(Sample.Noon, Rises: true), mark.Received);
    }

    [Fact]
    public async Task No_mark_holds_what_is_not_durable()
    {
        await using var host = new MemoryHost(EveryFourth);
        host.Journal.Hold();
        var sending = host.Ingest(Landed(0, 4));
        await host.Host.SweepIdle(Cancellation);
        Assert.Empty(host.Snapshots.Marks);
        await host.Journal.LetGo();
        await sending;
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal([4], Versions(host));
    }

    [Fact]
    public async Task What_was_received_before_a_snapshot_counts_for_the_marks_behind_it()
    {
        var late = Landed(0, 1).Select(one => one with { Event = one.Event with { ReceivedAt = Sample.Noon + TimeSpan.FromDays(3) } });
        await using var host = new MemoryHost(EveryFourth);
        await host.Ingest([.. late]);
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(0, host.Host.LiveGrains);
        await host.Ingest(Landed(1, 3));
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(new ReceivedOrder(Sample.Noon + TimeSpan.FromDays(3), Rises: false), Assert.Single(host.Snapshots.Marks).Received);
    }

    [Fact]
    public async Task Where_many_wait_every_second_one_goes()
    {
        await using var host = new MemoryHost(EveryFourth);
        await host.Ingest(Landed(0, 4 * (Limits.MarksWaitingMax + 4)));
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(Enumerable.Range(1, (Limits.MarksWaitingMax / 2) + 2).Select(at => 8L * at), Versions(host));

        await host.Ingest(Landed(1_000, 4));
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal(4L * (Limits.MarksWaitingMax + 5), Versions(host)[^1]);
    }

    [Fact]
    public async Task A_profile_that_is_folded_by_a_new_plan_leaves_the_last_mark_on_its_way()
    {
        var catalogs = new FixedCatalogs(Theatre.Season('a', max: 5, purse: 1));
        await using var host = new MemoryHost(catalogs, EveryFourth);
        await host.Ingest([.. Enumerable.Range(0, 9).Select(at => Crew.Track($"e{at}", "applauded"))]);
        await host.Host.SweepIdle(Cancellation);
        host.Snapshots.Marks.Clear();
        var next = Theatre.Season('b', max: 5, purse: 1);
        catalogs.Publish(next);
        await host.GetUser();
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal((8L, FoldPlan.Compile(next).Hash), (Assert.Single(host.Snapshots.Marks).Version, host.Snapshots.Marks[0].PlanHash));
    }

    [Fact]
    public async Task A_profile_that_is_folded_from_its_first_event_leaves_marks_of_its_whole_past()
    {
        await using var host = new MemoryHost(EveryFourth);
        await host.Ingest(Landed(0, 13));
        await host.Host.SweepIdle(Cancellation);
        await host.Host.SweepIdle(Cancellation);
        host.Snapshots.Saved.Clear();
        host.Snapshots.Marks.Clear();
        await host.GetUser();
        await host.Host.SweepIdle(Cancellation);
        Assert.Equal([4, 8, 12], Versions(host));
    }

    [Fact]
    public async Task A_profile_without_what_an_undone_merge_had_brought_is_no_mark_of_the_time_before()
    {
        await using var host = new MemoryHost(EveryFourth);
        await host.Ingest([.. Landed(0, 3).Select(one => one with { UserId = null, AnonymousId = "v1" }), Crew.Identify("s1") with { AnonymousId = "v1" }]);
        await host.Host.SweepIdle(Cancellation);
        var before = Assert.Single(host.Snapshots.Marks, mark => mark.Version == 4 && mark.Payload.Span.IndexOf("v1"u8) >= 0);

        // The stream: merged, three of the visitor's, identify, unmerged, and what follows.
        Assert.True((await host.Unmerge(Sample.User("u1"), new Core.Subjects.SubjectKey(Sample.Acme, Core.Subjects.SubjectKind.Anonymous, "v1"))).IsOk);
        await host.Ingest(Landed(10, 4));
        await host.Host.SweepIdle(Cancellation);

        Assert.All(host.Snapshots.Marks.Where(mark => mark.Version == 4 && mark.Payload.Span.IndexOf("v1"u8) >= 0), mark => Assert.Equal(before.Payload.ToArray(), mark.Payload.ToArray()));
        Assert.Contains(8, Versions(host));
    }

    private static List<long> Versions(MemoryHost host) => [.. host.Snapshots.Marks.Select(mark => mark.Version)];

    private static IncomingEvent[] Landed(int from, int count) => [.. Enumerable.Range(from, count).Select(at => Crew.Track($"e{at}", "landed"))];
}
