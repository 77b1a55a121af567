using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

public abstract partial class LimitsContract
{
    private const int SwapMax = 9, Rounds = 30, Visitors = 8;
    private const long SwapPurse = 20 * Theatre.BigMillionths;

    private static readonly Catalog[] Seasons = [.. "abc".Select(letter => Theatre.Season(letter, SwapMax, SwapPurse))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task While_catalogs_are_swapped_every_answer_is_of_one_of_them_and_none_fails(int seed)
    {
        var catalogs = new FixedCatalogs(Seasons[0]);
        Array.ForEach(Seasons[1..], catalogs.Publish);
        var host = await Open(catalogs, time);
        await using (host)
        {
            using var ended = new CancellationTokenSource();
            var swaps = Task.Run(() => Swap(catalogs, new Random(seed), ended.Token), Cancellation);
            await Task.WhenAll(Guests().Take(Visitors).Select((guest, at) => Task.Run(() => Visit(host, guest, at, new Random((seed * 100) + at)), Cancellation)));
            await ended.CancelAsync();
            await swaps;
            await UseUp(host, Visitors);
            catalogs.Activate(Seasons[0].Hash);
            await CheckLimits(host);
            var before = await Texts(host);
            await host.Crash();

            // Nothing was put away, so every profile is a fold of the whole journal now.
            await using var again = await Open(new FixedCatalogs(Seasons[0]), time);
            Assert.Equal(before, await Texts(again));
            await CheckLimits(again);
        }
    }

    [Theory]
    [InlineData(null, CalendarUnit.Month)]
    [InlineData(CalendarUnit.Month, null)]
    [InlineData(CalendarUnit.Day, CalendarUnit.Month)]
    [InlineData(CalendarUnit.Month, CalendarUnit.Day)]
    [InlineData(CalendarUnit.Hour, CalendarUnit.Day)]
    public async Task A_budget_whose_periods_change_pays_what_is_left_of_the_new_one(CalendarUnit? before, CalendarUnit? after)
    {
        var catalogs = new FixedCatalogs(Theatre.Catalog(SwapMax, 3 * Theatre.BigMillionths, before));
        await using var host = await Open(catalogs, time);

        // Where the month, the day and the hour did not begin at once.
        time.Advance(TimeSpan.FromDays(5));
        await Pay(host, "ticket.big", "ticket.big");
        catalogs.Publish(Theatre.Catalog(SwapMax, 3 * Theatre.BigMillionths, after) with { Hash = new CatalogHash(new string('e', 64)) });
        time.Advance(TimeSpan.FromHours(2));
        await Pay(host, "ticket.big", null);
    }

    [Fact]
    public async Task A_budget_of_a_tenant_that_moves_to_another_time_zone_pays_what_is_left_of_the_day()
    {
        var inBerlin = Theatre.Catalog(SwapMax, 3 * Theatre.BigMillionths, CalendarUnit.Day);
        var catalogs = new FixedCatalogs(inBerlin);
        await using var host = await Open(catalogs, time);
        await Pay(host, "ticket.big", "ticket.big");
        catalogs.Publish(inBerlin with { TimeZone = "UTC", Hash = new CatalogHash(new string('e', 64)) });
        await Pay(host, "ticket.big", null);
    }

    [Fact]
    public async Task What_an_old_catalog_answered_is_repeated_in_its_words()
    {
        var catalogs = new FixedCatalogs(Seasons[0]);
        await using var host = await Open(catalogs, time);
        var first = await host.Decide(Crew.Ask("foyer", "g0", account: "a0", requestId: "r1"));
        catalogs.Publish(Seasons[1]);
        var second = await host.Decide(Crew.Ask("foyer", "g0", account: "a0", requestId: "r1"));
        Assert.Equal((first.Id, Describe(first)), (second.Id, Describe(second)));
        Assert.StartsWith("a ", second.Actions[0].Content["title"], StringComparison.Ordinal);
        Assert.StartsWith("b ", (await host.Decide(Crew.Ask("foyer", "g0", account: "a0", requestId: "r2"))).Actions[0].Content["title"], StringComparison.Ordinal);
    }

    private static async Task Pay(HostUnderTest host, params string?[] tickets)
    {
        foreach (var ticket in tickets)
        {
            var paid = await host.Decide(Crew.Ask("till", "g0"));
            Assert.Equal(ticket, paid.Actions.SingleOrDefault()?.Id);
        }
    }

    private static async Task Swap(FixedCatalogs catalogs, Random random, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            catalogs.Activate(Seasons[random.Next(Seasons.Length)].Hash);
            await Task.Yield();
        }
    }

    private static async Task Visit(HostUnderTest host, string guest, int number, Random random)
    {
        var account = $"a{number % 4}";
        for (var round = 0; round < Rounds; round++)
        {
            var ask = Crew.Ask("foyer", guest, account) with { Durable = true };
            switch (random.Next(5))
            {
                case 0:
                    Assert.Equal([IngestStatus.Accepted], await host.Ingest(Crew.Track($"{guest}-{round}", "applauded", guest, account)));
                    break;
                case 1:
                    CheckWhole(await host.Decide(ask with { Mode = DecisionMode.Peek, Explain = true }));
                    break;
                case 2:
                    var repeat = ask with { RequestId = $"r{round}" };
                    Assert.Equal(Describe(await host.Decide(repeat)), Describe(await host.Decide(repeat)));
                    break;
                case 3:
                    CheckWhole(await host.Get(Sample.User(guest)));
                    break;
                default:
                    CheckWhole(await host.Decide(ask));
                    break;
            }
        }
    }

    /// <summary>Its hash says which catalog it is of; every word of it must be.</summary>
    private static void CheckWhole(Decision decision)
    {
        var letter = decision.Catalog[0];
        Assert.Equal($"only.{letter}", decision.Actions[0].Id);
        Assert.All(decision.Actions, action => Assert.Equal($"{letter} {action.Id}", action.Content["title"]));
        Assert.DoesNotContain(decision.Rejected.IsDefault ? [] : decision.Rejected, rejected => rejected.Id.StartsWith("only.", StringComparison.Ordinal));
        Assert.Equal(Seasons[0].Actions.Length, decision.Actions.Length + decision.RejectedCount);
    }

    private static void CheckWhole(ProfileView? view)
    {
        var letters = view is null ? [] : view.Features.Keys.Select(feature => feature[0]).Distinct().ToArray();
        Assert.InRange(letters.Length, 0, 1);
        Assert.All(letters, letter => Assert.Equal(letter - 'a' + 1, view!.Features.Count));
    }

    private static async Task CheckLimits(HostUnderTest host)
    {
        var books = await LimitBooks.Read(host.Profiles, Seasons, Guests().Take(Visitors));
        Assert.All(Guests().Take(Visitors), guest => Assert.Equal(SwapMax, books.Counted("guest", guest).Count));
        Assert.All(Enumerable.Range(0, 4), account => Assert.Equal(SwapMax, books.Counted("company", $"a{account}").Count));
        Assert.Equal(SwapMax, books.Counted("house").Count);
        Assert.InRange(SwapPurse - books.Spent("purse").Sum(one => one.Millionths), 0, Theatre.SmallMillionths - 1);
    }

    private static async Task<string[]> Texts(HostUnderTest host)
    {
        SubjectKey[] subjects = [.. Guests().Take(Visitors).Select(Sample.User), .. Enumerable.Range(0, 4).Select(at => Sample.Account($"a{at}"))];
        return [.. (await Task.WhenAll(subjects.Select(host.Get))).Select(ViewText.Of)];
    }

    private static string Describe(Decision decision) => $"{decision.Id} {decision.Catalog} {string.Join(", ", decision.Actions.Select(action => action.Content["title"]))}";
}
