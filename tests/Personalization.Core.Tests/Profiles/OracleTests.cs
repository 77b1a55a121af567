using Personalization.Core.Calendars;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

/// <summary>Profiles against the plain definition of each reading, computed from the whole list of events.</summary>
public sealed class OracleTests
{
    [Fact]
    public void Meters_read_the_sum_of_the_period_that_now_lies_in() => Holds((events, profile, now) =>
        Enum.GetValues<MeterPeriod>().All(period => profile.Meter((int)period, now).UsedMillionths == events
            .OfType<Tracked>()
            .Where(one => one.Name == "spent" && PeriodStart(period, one.Time) == PeriodStart(period, now))
            .Aggregate(0L, (sum, one) => (long)Int128.Min(long.MaxValue, (Int128)sum + Millionths(one, "amount")))));

    [Fact]
    public void A_meter_reads_the_limit_and_the_level_of_the_newest_event() => Holds((events, profile, now) =>
        profile.Meter(Slots.Month, now).LimitMillionths == Newest(events, "granted", "limit")
        && profile.Meter(Slots.Level, now).UsedMillionths == (Newest(events, "measured", "amount") ?? 0));

    [Fact]
    public void Counters_count_the_buckets_of_their_window() => Holds((events, profile, now) =>
        profile.Count(Slots.Makes, now) == events.OfType<Tracked>().Count(one => one.Name == "made" && one.Time > LastBucketsStart(now, 28)));

    [Fact]
    public void Histories_know_when_the_newest_event_happened() => Holds((events, profile, _) =>
        profile.HistoryLast(Slots.History("made", HistoryKind.Last)) == NewestTime(events, one => one.Name == "made")
        && profile.HistoryLast(Slots.History("used", HistoryKind.Last)) == NewestTime(events, one => one.Name == "used" && Text(one, "what") == "chart"));

    [Fact]
    public void Histories_count_and_sum_their_lifetime_and_the_buckets_of_their_window() => Holds((events, profile, now) =>
    {
        var made = events.OfType<Tracked>().Where(one => one.Name == "made").ToArray();
        var spent = events.OfType<Tracked>().Where(one => one.Name == "spent").ToArray();
        return profile.HistorySum(Slots.History("made", HistoryKind.Count), now) == made.Length
            && profile.HistorySum(Slots.History("made", HistoryKind.Count, Days(7)), now) == made.Count(one => one.Time > BucketsStart(now, Days(7)))
            && profile.HistorySum(Slots.History("spent", HistoryKind.Sum), now) == Sum(spent)
            && profile.HistorySum(Slots.History("spent", HistoryKind.Sum, Days(30)), now) == Sum(spent.Where(one => one.Time > BucketsStart(now, Days(30))));
    });

    [Fact]
    public void Histories_tell_values_apart() => Holds((events, profile, now) =>
    {
        var broke = events.OfType<Tracked>().Where(one => one.Name == "broke" && Text(one, "where") is not null).ToArray();
        return new[] { Instant.MinValue, now - Days(3), now - Days(30) }.All(after =>
            profile.HistoryValueCount(Slots.History("broke", HistoryKind.Values), after)
                == broke.Where(one => one.Time > after).Select(one => Text(one, "where")).Distinct().Count());
    });

    [Fact]
    public void A_sliding_cap_counts_exactly_what_was_served_in_its_window() => Holds((events, profile, now) =>
    {
        var served = ServedTimes(events, "tip", "card").Concat(events.OfType<CapCounted>().Where(one => one.CapId == "mine").Select(one => one.Time))
            .Where(time => time > now - Days(7)).OrderDescending().ToArray();
        var next = served.Length < 3 ? now : served[2] + Days(7);
        return profile.Cap(Slots.Mine, now, TimeZoneRules.Utc) == new CapUse(Math.Min(3, served.Length), 3, next);
    });

    [Fact]
    public void A_lifetime_cap_never_frees_again() => Holds((events, profile, now) =>
    {
        var served = ServedTimes(events, "tour").Count() + events.OfType<CapCounted>().Count(one => one.CapId == "ever");
        return profile.Cap(Slots.Ever, now, TimeZoneRules.Utc) == new CapUse(Math.Min(2, served), 2, served < 2 ? now : Instant.MaxValue);
    });

    [Fact]
    public void Errors_are_the_newest_raises_and_open_until_a_later_event_resolves_them() => Holds((events, profile, _) =>
    {
        var raised = InOrder(events).Where(one => one.Name is "broke" or "creaked").Take(Limits.RaisedErrorsMax).Where(one => one.Name == "broke").ToArray();
        var resolved = events.OfType<Tracked>().Where(one => one.Name == "fixed").ToArray();
        var open = raised.Count(error => !resolved.Any(one => StampOf(one) > StampOf(error)
            && (Text(one, "where") is null || Text(one, "where") == Text(error, "where"))));
        return profile.Errors(Slots.Trouble) == new ErrorSummary(
            open, raised.Length, raised.FirstOrDefault()?.Time, Text(raised.FirstOrDefault(), "code"), Text(raised.FirstOrDefault(), "where"));
    });

    [Fact]
    public void Feature_use_is_count_extremes_and_time_spent() => Holds((events, profile, _) =>
    {
        var uses = events.OfType<Tracked>().Where(one => one.Name == "used" && Text(one, "what") == "chart").ToArray();
        var use = profile.Feature(Slots.Chart);
        return use.Count == uses.Length
            && use.First == (uses.Length == 0 ? null : uses.Min(one => one.Time))
            && use.Last == (uses.Length == 0 ? null : uses.Max(one => one.Time));
    });

    [Fact]
    public void Paths_and_accounts_are_the_newest_ones() => Holds((events, profile, _) =>
        InOrder(events.OfType<Viewed>()).Take(Model.PathLength).Select(one => one.Path).SequenceEqual(profile.Paths.ToArray().Select(visit => visit.Path))
        && InOrder(events.OfType<Grouped>()).DistinctBy(one => one.AccountId).Take(Limits.AccountsMax).Select(one => one.AccountId)
            .SequenceEqual(profile.Accounts.ToArray().Select(account => account.AccountId)));

    [Fact]
    public void Traits_are_those_of_the_newest_event_that_said_so() => Holds((events, profile, _) =>
        Enumerable.Range(1, 20).All(account => Trait(events, "role", "acc" + account) is { } said
            ? profile.TryGetTrait(Slots.Role, "acc" + account, out var role) == !said.IsNull && role.Equals(said)
            : profile.TryGetTrait(Slots.Role, "acc" + account, out role) == profile.TryGetTrait(Slots.Role, null, out var plain) && role.Equals(plain)));

    private static void Holds(Func<Event[], Profile, Instant, bool> reading) =>
        Prop.ForAll(RandomEvents.Many(), Gen.OneOf(Gen.Choose(0, 20 * 24), Gen.Constant(7 * 24)).ToArbitrary(), (events, hours) =>
        {
            var profile = User(events);
            var now = events.Append(View("", Start, "")).Max(one => one.Time) + TimeSpan.FromHours(hours);
            return reading(events, profile, now);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static Value? Trait(Event[] events, string name, string account) =>
        InOrder(events.OfType<Identified>())
            .Where(one => one.AccountId == account && one.Traits.TryGet(name, out var value) && (value.IsNull || value.AsString != "king"))
            .Select(one => one.Traits.TryGet(name, out var value) && !value.IsNull ? value : (Value?)null)
            .FirstOrDefault();

    private static Instant LastBucketsStart(Instant now, int buckets)
    {
        const long Bucket = 6 * 3_600_000;
        return new Instant((((long)Math.Floor((double)now.UnixMilliseconds / Bucket) - buckets + 1) * Bucket) - 1);
    }

    private static Instant BucketsStart(Instant now, TimeSpan window)
    {
        var bucket = (long)Math.Ceiling(window.TotalMilliseconds / HistoryDefinition.BucketsMax);
        return new Instant((((long)Math.Floor((double)now.UnixMilliseconds / bucket) - HistoryDefinition.BucketsMax + 1) * bucket) - 1);
    }

    private static Instant? NewestTime(Event[] events, Func<Tracked, bool> which) =>
        events.OfType<Tracked>().Where(which).Select(one => (Instant?)one.Time).Max();

    private static long Sum(IEnumerable<Tracked> spent) =>
        spent.Aggregate(0L, (sum, one) => (long)Int128.Min(long.MaxValue, (Int128)sum + Millionths(one, "amount")));

    private static DateTime PeriodStart(MeterPeriod period, Instant time)
    {
        var date = time.ToDateTimeOffset().UtcDateTime;
        return period switch
        {
            MeterPeriod.Day => date.Date,
            MeterPeriod.Week => date.Date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
            MeterPeriod.Month => new DateTime(date.Year, date.Month, 1, 0, 0, 0, DateTimeKind.Utc),
            _ => DateTime.UnixEpoch,
        };
    }

    private static long Millionths(Tracked one, string property) =>
        !one.Properties.TryGet(property, out var value) ? 0 : value.Kind switch
        {
            ValueKind.Int => (long)Int128.Clamp((Int128)value.AsInt * 1_000_000, 0, long.MaxValue),
            ValueKind.Double when value.AsDouble is >= 0 and <= 9e12 => (long)Math.Round(value.AsDouble * 1e6),
            ValueKind.Double when value.AsDouble > 9e12 => long.MaxValue,
            _ => 0,
        };

    private static long? Newest(Event[] events, string name, string property) =>
        InOrder(events)
            .Where(one => one.Name == name && one.Properties.TryGet(property, out var value) && (value.Kind == ValueKind.Int ? value.AsInt >= 0 : value.Kind == ValueKind.Double && value.AsDouble >= 0))
            .Select(one => (long?)Millionths(one, property))
            .FirstOrDefault();

    private static IEnumerable<Instant> ServedTimes(Event[] events, params string[] actions) =>
        events.OfType<Served>().SelectMany(served => served.Actions.Where(action => actions.Contains(action.Id)).Select(_ => served.Time));

    private static IEnumerable<Tracked> InOrder(Event[] events) => InOrder(events.OfType<Tracked>());

    private static IEnumerable<T> InOrder<T>(IEnumerable<T> events)
        where T : Event => events.OrderByDescending(StampOf);

    private static Stamp StampOf(Event one) => new(one.Time, StableHash.Of(one.Id));

    private static string? Text(Tracked? one, string property) =>
        one is not null && one.Properties.TryGet(property, out var value) ? value.AsString : null;
}
