using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Replay.Shelves;

namespace Personalization.Replay.Tests.Runs;

public sealed class VerifyRunTests
{
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_decision_of_a_random_history_over_many_catalogs_is_recomputed_bit_for_bit(int seed)
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(seed), steps: 250);
        var found = new Gathered();
        await using var run = new VerifyRun(Playhouse.All, house.Source, found);

        var counts = await house.Feed(run);

        Assert.Empty(found.All);
        Assert.InRange(counts[ReplayCounts.Decisions], 100, long.MaxValue);
        Assert.Equal(counts[ReplayCounts.Decisions], counts[ReplayCounts.Identical]);
    }

    [Fact]
    public async Task Profiles_that_memory_has_no_room_for_are_the_same_when_they_come_back()
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(5), steps: 200);
        var found = new Gathered();
        await using var run = new VerifyRun(Playhouse.All, house.Source, found, new ShelfLimits(LiveMax: 2, PackedBytesMax: 500));
        var counts = await house.Feed(run);
        Assert.Empty(found.All);
        Assert.Equal(counts[ReplayCounts.Decisions], counts[ReplayCounts.Identical]);
    }

    [Fact]
    public async Task A_resumed_run_finds_what_the_first_one_would_have_found_from_there_on()
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(6), steps: 150);
        var (whole, rest) = (new Gathered(), new Gathered());
        await using var first = new VerifyRun(Playhouse.All, house.Source with { Catalogs = new FixedCatalogs(First) }, whole);
        await using var resumed = new VerifyRun(Playhouse.All, house.Source with { Catalogs = new FixedCatalogs(First) }, rest);
        await house.Feed(first);
        var half = whole.All[whole.All.Count / 2].Position;
        await house.Feed(resumed, newAfter: half);
        Assert.Equal(whole.All.Where(finding => finding.Position > half), rest.All);
    }

    /// <summary>Journals promise the order within a stream; between streams the versions in the records are what counts.</summary>
    [Theory]
    [InlineData(SubjectKind.User)]
    [InlineData(SubjectKind.Account)]
    public async Task A_feed_in_which_one_kind_of_stream_runs_ahead_or_is_left_out_gives_the_same(SubjectKind ahead)
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(8), steps: 120);
        var feed = new List<StoredEvent>();
        await foreach (var stored in house.Journal.ReadFrom(0, Playhouse.Cancellation))
        {
            feed.Add(stored);
        }

        foreach (var reordered in (StoredEvent[][])[[.. feed.OrderBy(one => one.Subject.Kind != ahead)], [.. feed.Where(one => one.Subject.Kind != SubjectKind.Account || one.Version % 3 == 0)]])
        {
            var found = new Gathered();
            await using var run = new VerifyRun(Playhouse.All, house.Source, found);
            foreach (var stored in reordered)
            {
                await run.Take(stored, true, Playhouse.Cancellation);
            }

            Assert.Empty(found.All);
            Assert.Equal(run.Counts[ReplayCounts.Decisions], run.Counts[ReplayCounts.Identical]);
        }
    }

    [Fact]
    public async Task A_decision_whose_catalog_is_not_known_is_a_finding_of_its_own()
    {
        await using var house = new Playhouse(First);
        await house.Host.Decide(Crew.Ask("foyer", "g1"), Playhouse.Cancellation);
        await house.Host.Decide(Crew.Ask("foyer", "g2") with { Durable = true }, Playhouse.Cancellation);
        var found = new Gathered();
        await using var run = new VerifyRun(Playhouse.All, house.Source with { Catalogs = new FixedCatalogs(Theatre.Season('f', max: 5, purse: 1)) }, found);
        var counts = await house.Feed(run);
        Assert.Equal([First.Hash.Value, First.Hash.Value], found.All.Cast<UnknownCatalog>().Select(one => one.Catalog));
        Assert.Equal(2, counts[ReplayCounts.UnknownCatalog]);
    }

    [Fact]
    public async Task Only_decisions_in_scope_are_recomputed()
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(7), steps: 150);
        var scope = new ReplayScope(Playhouse.Tenant, Sample.Noon + TimeSpan.FromHours(20), Sample.Noon + TimeSpan.FromHours(60), [Sample.User("g1"), Sample.User("g2")]);
        var expected = new List<StoredEvent>();
        await foreach (var stored in house.Journal.ReadFrom(0, Playhouse.Cancellation))
        {
            if (scope.Contains(stored) && stored.Event is Served)
            {
                expected.Add(stored);
            }
        }

        await using var run = new VerifyRun(scope, house.Source, new Gathered());
        var counts = await house.Feed(run);
        Assert.InRange(expected.Count, 3, 100);
        Assert.Equal(expected.Count, counts[ReplayCounts.Identical]);
    }

    [Fact]
    public async Task A_record_that_was_changed_is_a_finding_that_names_what_differs()
    {
        await using var house = new Playhouse(First);
        await house.Host.Ingest(Playhouse.Tenant, [Crew.Track("e1", "applauded", "g1", "c1")], Playhouse.Cancellation);
        await house.Host.Decide(Crew.Ask("foyer", "g1", "c1") with { Durable = true }, Playhouse.Cancellation);
        var found = new Gathered();
        await using var run = new VerifyRun(Playhouse.All, house.Source, found);
        await foreach (var stored in house.Journal.ReadFrom(0, Playhouse.Cancellation))
        {
            await run.Take(stored.Event is Served served ? stored with { Event = served with { Actions = served.Actions[1..] } } : stored, true, Playhouse.Cancellation);
        }

        var failure = Assert.IsType<VerifyFailure>(Assert.Single(found.All));
        Assert.Equal(Sample.User("g1"), failure.Subject);
        Assert.Equal(["actions", "variants", "deliverAt", "fills"], failure.Differences.Select(one => one.Member).Where(name => name is "actions" or "variants" or "deliverAt" or "fills"));
        Assert.Equal(1, run.Counts[ReplayCounts.Different]);
    }
}
