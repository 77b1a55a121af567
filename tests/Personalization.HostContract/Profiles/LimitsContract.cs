using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;

namespace Personalization.HostContract.Profiles;

/// <summary>Caps and budgets are exact on every host, however many ask at the same time, over crashes and over clocks that are set. Derive from it and say how to run yours.</summary>
public abstract partial class LimitsContract
{
    private const int Clients = 64;

    private readonly ManualTime time = new();

    /// <summary>Runs the host of this test; once it ended or crashed, runs one on what it left.</summary>
    protected abstract ValueTask<HostUnderTest> Open(FixedCatalogs catalogs, ManualTime time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Guests(string group = "g") => Enumerable.Range(0, Clients).Select(at => $"{group}{at}");

    /// <summary>As many as ask fit exactly, or fewer.</summary>
    [Theory]
    [InlineData(41)]
    [InlineData(64)]
    public Task A_users_cap_serves_64_clients_as_often_as_it_says(int max) =>
        Hammer(Theatre.Catalog(max, purse: 1), _ => Crew.Ask("seat", "g0") with { Durable = true }, max, books => books.Counted("guest").Count);

    [Theory]
    [InlineData(41)]
    [InlineData(64)]
    public Task An_accounts_cap_serves_64_users_as_often_as_it_says(int max) =>
        Hammer(Theatre.Catalog(max, purse: 1), at => Crew.Ask("box", $"g{at}", account: "a1"), max, books => books.Counted("company", "a1").Count);

    [Theory]
    [InlineData(41)]
    [InlineData(64)]
    public Task A_tenants_cap_serves_64_users_as_often_as_it_says(int max) =>
        Hammer(Theatre.Catalog(max, purse: 1), at => Crew.Ask("hall", $"g{at}"), max, books => books.Counted("house").Count);

    /// <summary>The better action takes what it can; what is left over pays for the cheaper one.</summary>
    [Theory]
    [InlineData(12 * Theatre.BigMillionths, 12, 0)]
    [InlineData((12 * Theatre.BigMillionths) - 1, 11, 2)]
    [InlineData(100_000_000, 12, 2)]
    [InlineData(64 * Theatre.BigMillionths, 64, 0)]
    [InlineData((63 * Theatre.BigMillionths) + Theatre.SmallMillionths, 63, 1)]
    public Task A_budget_pays_64_users_to_the_last_ticket(long purse, int big, int small) => Hammer(
        Theatre.Catalog(max: 1, purse), at => Crew.Ask("till", $"g{at}"), big + small,
        books => (books.Spent("purse").Count(one => one.Millionths == Theatre.BigMillionths), books.Spent("purse").Count(one => one.Millionths == Theatre.SmallMillionths)) == (big, small)
            ? big + small
            : -1);

    [Theory]
    [InlineData(null)]
    [InlineData(CalendarUnit.Month)]
    public async Task Every_limit_on_one_surface_is_used_up_and_never_passed(CalendarUnit? each)
    {
        const long Purse = 100_000_000;
        var catalog = Theatre.Catalog(max: 7, Purse, each);
        await using (var host = await Open(new FixedCatalogs(catalog), time))
        {
            await UseUp(host);
            await Check(host);
        }

        await using var again = await Open(new FixedCatalogs(catalog), time);
        await Check(again);
        await UseUp(again);
        await Check(again);

        async Task Check(HostUnderTest host)
        {
            var books = await LimitBooks.Read(host.Profiles, catalog, Guests());
            Assert.All(Guests(), guest => Assert.Equal(7, books.Counted("guest", guest).Count));
            Assert.All(Enumerable.Range(0, 4), account => Assert.Equal(7, books.Counted("company", $"a{account}").Count));
            Assert.Equal(7, books.Counted("house").Count);
            Assert.InRange(Purse - books.Spent("purse").Sum(one => one.Millionths), 0, Theatre.SmallMillionths - 1);
        }
    }

    /// <summary>All clients ask until nothing is left for any of them.</summary>
    private static Task UseUp(HostUnderTest host, int clients = Clients) => Task.WhenAll(Guests().Take(clients).Select((guest, at) => Task.Run(
        async () =>
        {
            while ((await host.Decide(Crew.Ask("foyer", guest, account: $"a{at % 4}") with { Durable = true })).Actions.Any(IsLimited))
            {
            }
        },
        Cancellation)));

    private static bool IsLimited(ChosenAction action) => !action.Id.StartsWith("only.", StringComparison.Ordinal);

    /// <summary>64 clients ask once each, at the same time; then again after the host was closed and opened.</summary>
    private async Task Hammer(Catalog catalog, Func<int, DecisionRequest> ask, int expected, Func<LimitBooks, int> count)
    {
        await using (var host = await Open(new FixedCatalogs(catalog), time))
        {
            Assert.Equal(expected, await Served(host));
            Assert.Equal(expected, count(await LimitBooks.Read(host.Profiles, catalog, Guests())));
        }

        await using var again = await Open(new FixedCatalogs(catalog), time);
        Assert.Equal(expected, count(await LimitBooks.Read(again.Profiles, catalog, Guests())));
        Assert.Equal(0, expected == Clients ? 0 : await Served(again));
        Assert.Equal(expected, count(await LimitBooks.Read(again.Profiles, catalog, Guests())));

        async Task<int> Served(HostUnderTest host) => (await Task.WhenAll(Enumerable.Range(0, Clients).Select(at =>
            Task.Run(() => host.Decide(ask(at)), Cancellation)))).Sum(decision => decision.Actions.Length);
    }
}
