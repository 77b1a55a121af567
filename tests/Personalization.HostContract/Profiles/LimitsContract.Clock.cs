using Personalization.Core;
using Personalization.Core.Calendars;

namespace Personalization.HostContract.Profiles;

public abstract partial class LimitsContract
{
    private const int Max = 5;
    private const long DayPurse = 3 * Theatre.BigMillionths;

    /// <summary>From the day before the clocks go forward in Berlin: one of the days has 23 hours.</summary>
    private static readonly TimeSpan BeforeSummerTime = TimeSpan.FromDays(27);

    [Fact]
    public async Task A_new_day_has_room_again_and_a_clock_that_is_set_back_takes_none_twice()
    {
        var catalog = Theatre.Catalog(Max, DayPurse, CalendarUnit.Day);
        await using var host = await Open(new FixedCatalogs(catalog), time);
        time.Advance(BeforeSummerTime);
        int[] steps = [0, 1, -1, -1, 1, 1, 1, -1, 1, 1];
        var (day, latest) = (0, -1);
        var users = new List<string>();
        foreach (var (step, at) in steps.Select((step, at) => (step, at)))
        {
            time.Advance(TimeSpan.FromDays(step));
            day += step;

            // Some who were here before, whose time never runs backwards, and some who come for the first time.
            var group = $"d{at % 3}-{day}-";
            users.AddRange(Guests(group));
            await Ask(host, "hall", group);
            await Ask(host, "till", group);
            var books = await LimitBooks.Read(host.Profiles, catalog, users.Distinct());
            Assert.All(books.Counted("house").GroupBy(DayOf), one => Assert.InRange(one.Count(), 1, Max));
            Assert.All(books.Spent("purse").GroupBy(one => DayOf(one.At)), one => Assert.InRange(one.Sum(spent => spent.Millionths), 1, DayPurse));
            if (day > latest)
            {
                latest = day;
                var today = DayOf(Instant.From(time.GetUtcNow()));
                Assert.Equal(Max, books.Counted("house").Count(counted => DayOf(counted) == today));
                Assert.Equal(DayPurse, books.Spent("purse").Where(spent => DayOf(spent.At) == today).Sum(spent => spent.Millionths));
            }
        }
    }

    [Fact]
    public async Task A_window_of_an_hour_is_exact_for_an_account_whose_users_have_different_clocks()
    {
        var catalog = Theatre.Catalog(Max, DayPurse, CalendarUnit.Hour);
        await using var host = await Open(new FixedCatalogs(catalog), time);

        // Half of them are known from a phone whose clock is a day ahead: they decide at its time.
        await host.Ingest([.. Guests().Where((_, at) => at % 2 == 0).Select(guest => Crew.Group($"ahead-{guest}", "a1", guest, TimeSpan.FromHours(24)))]);
        foreach (var surface in new[] { "box", "hall", "till" })
        {
            await Ask(host, surface, "g", account: "a1");
        }

        var books = await LimitBooks.Read(host.Profiles, catalog, Guests());
        Assert.All(books.Counted("company", "a1").GroupBy(HourOf), one => Assert.InRange(one.Count(), 1, Max));
        Assert.All(books.Counted("house").GroupBy(HourOf), one => Assert.InRange(one.Count(), 1, Max));
        Assert.Equal(2 * DayPurse, books.Spent("purse").Sum(one => one.Millionths));
        Assert.All(books.Spent("purse").GroupBy(one => HourOf(one.At)), one => Assert.Equal(DayPurse, one.Sum(spent => spent.Millionths)));
    }

    [Fact]
    public async Task A_period_that_is_long_over_pays_nothing_however_far_the_clock_is_set_back()
    {
        var catalog = Theatre.Catalog(Max, DayPurse, CalendarUnit.Hour);
        await using var host = await Open(new FixedCatalogs(catalog), time);
        await Ask(host, "till", "first");
        time.Advance(TimeSpan.FromDays(30));
        await Ask(host, "till", "later");
        time.Advance(TimeSpan.FromDays(-30));
        await Ask(host, "till", "again");
        var spent = (await LimitBooks.Read(host.Profiles, catalog, [.. Guests("first"), .. Guests("later"), .. Guests("again")])).Spent("purse");
        Assert.Equal([DayPurse, DayPurse], spent.GroupBy(one => HourOf(one.At)).Select(hour => hour.Sum(one => one.Millionths)));
    }

    private static Task Ask(HostUnderTest host, string surface, string group, string? account = null) =>
        Task.WhenAll(Guests(group).Select(guest => Task.Run(() => host.Decide(Crew.Ask(surface, guest, account)), Cancellation)));

    /// <summary>Berlin's date in the weeks around the change of 2026-03-29.</summary>
    private static DateOnly DayOf(Instant at)
    {
        var utc = DateTimeOffset.FromUnixTimeMilliseconds(at.UnixMilliseconds);
        return DateOnly.FromDateTime(utc.AddHours(utc >= new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero) ? 2 : 1).DateTime);
    }

    private static long HourOf(Instant at) => at.UnixMilliseconds / 3_600_000;
}
