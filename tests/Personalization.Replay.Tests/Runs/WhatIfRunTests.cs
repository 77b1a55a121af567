using Personalization.Core.Catalogs;
using Personalization.Grains;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Replay.Shelves;

namespace Personalization.Replay.Tests.Runs;

public sealed class WhatIfRunTests
{
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task The_catalog_that_decided_changes_nothing_whoever_asked_at_the_same_time(int seed)
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(seed), steps: 200, letters: "");
        var found = new Gathered();
        await using var run = new WhatIfRun(Playhouse.All, house.Source, ActiveCatalog.Compile(First), found, new ShelfLimits(5, 1_000));

        var counts = await house.Feed(run);

        Assert.Empty(found.All);
        Assert.InRange(counts[ReplayCounts.Decisions], 100, long.MaxValue);
        Assert.Equal(counts[ReplayCounts.Decisions], counts[ReplayCounts.Unchanged]);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('d')]
    public async Task Under_another_catalog_every_decision_is_what_that_catalog_says_of_the_history_until_then(char letter)
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(14), steps: 200);
        var found = new Gathered();
        await using var run = new WhatIfRun(Playhouse.All, house.Source, ActiveCatalog.Compile(Theatre.Season(letter, max: 5, purse: 60_000_000)), found);

        var counts = await house.Feed(run);

        Assert.Equal(counts[ReplayCounts.Decisions], counts[ReplayCounts.Changed] + counts[ReplayCounts.Unchanged]);
        Assert.Equal(counts[ReplayCounts.Changed], found.All.Count);
        Assert.InRange(found.All.Count, 10, long.MaxValue);
        Assert.All(found.All.Cast<DecisionDifference>(), one => Assert.Equal(
            one.Now.Order(StringComparer.Ordinal),
            one.Then.Except(one.Changes.Where(change => !change.Came).Select(change => change.Action)).Concat(one.Changes.Where(change => change.Came).Select(change => change.Action)).Order(StringComparer.Ordinal)));
        Assert.Equal(counts.Where(count => count.Key.StartsWith(ReplayCounts.Came, StringComparison.Ordinal)).Sum(count => count.Value), found.All.Cast<DecisionDifference>().Sum(one => one.Changes.Count(change => change.Came)));
    }

    [Fact]
    public async Task It_says_why_an_action_goes_and_why_another_one_had_not_come()
    {
        await using var house = new Playhouse(First);
        var then = await house.Host.Decide(Crew.Ask("till", "g1") with { Durable = true }, Playhouse.Cancellation);
        Assert.Equal(["ticket.big"], then.Value!.Actions.Select(action => action.Id));
        var dearer = First with
        {
            Hash = new CatalogHash(new string('e', 64)),
            Actions = [.. First.Actions.Select(action => action.Id == "ticket.big" ? action with { Spends = [new ActionSpend(0, 70_000_000)] } : action)],
        };

        var found = new Gathered();
        await using var run = new WhatIfRun(Playhouse.All, house.Source, ActiveCatalog.Compile(dearer), found);
        var counts = await house.Feed(run);

        var one = Assert.IsType<DecisionDifference>(Assert.Single(found.All));
        Assert.Equal((then.Value.Id, Sample.User("g1"), "till"), (one.DecisionId, one.Subject, one.Surface));
        Assert.Equal(["ticket.big"], one.Then);
        Assert.Equal(["ticket.small"], one.Now);
        Assert.Equal(["ticket.big went: budget_spent", "ticket.small came: lower_priority"], one.Changes.Select(change => $"{change.Action} {(change.Came ? "came" : "went")}: {change.Code}"));
        Assert.StartsWith("budget purse: 0 of 60 EUR spent, 70 needed", one.Changes[0].Detail, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (counts["went/ticket.big"], counts["came/ticket.small"], counts["reason/budget_spent"]));
    }

    [Fact]
    public async Task Decisions_on_a_surface_that_the_other_catalog_does_not_have_lose_all_they_had()
    {
        await using var house = new Playhouse(First);
        await house.Host.Decide(Crew.Ask("till", "g1") with { Durable = true }, Playhouse.Cancellation);
        var found = new Gathered();
        await using var run = new WhatIfRun(Playhouse.All, house.Source, ActiveCatalog.Compile(Airline.Catalog), found);
        Assert.Equal(1, (await house.Feed(run))[ReplayCounts.UnknownSurface]);
        var change = Assert.Single(Assert.IsType<DecisionDifference>(Assert.Single(found.All)).Changes);
        Assert.Equal(new ActionChange("ticket.big", Came: false, ActionChange.NotInCatalog, ""), change);
    }
}
