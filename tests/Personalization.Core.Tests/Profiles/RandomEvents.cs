using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Calendars;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Outcome = Personalization.Core.Events.Outcome;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

/// <summary>Random events that reach every kind of state: ties in time, late ones, and times at the edges of periods and windows.</summary>
internal static class RandomEvents
{
    private static readonly Gen<Instant> Times = Gen.Frequency(
        (4, Gen.Choose(0, 20).Select(hours => Start + TimeSpan.FromHours(hours))),
        (3, Gen.Elements(
            At("2026-03-01T00:00:00Z"), At("2026-02-28T23:59:59.999Z"), At("2026-03-02T00:00:00Z"), At("2026-03-31T23:59:59.999Z"),
            At("2026-04-01T00:00:00Z"), At("1969-12-31T23:59:59.999Z"), At("2025-12-31T23:00:00Z"))),
        (3, Gen.Choose(-90 * 24, 90 * 24).Select(hours => Start + TimeSpan.FromHours(hours))));

    private static readonly Gen<Value> Amounts = Gen.Frequency(
        (5, Gen.Choose(0, 1000).Select(amount => Value.Int(amount))),
        (5, Gen.Choose(0, 10_000).Select(amount => Value.Double(amount / 7.0))),
        (1, Gen.Elements(Value.Int(-5), Value.Int(long.MaxValue), Value.Double(double.NaN), Value.Double(1e300), Value.String("much"))));

    private static readonly Gen<Value> Codes = Gen.Elements("E1", "E2", "E3").Select(Value.String);

    private static readonly Gen<string> ActionIds = Gen.Elements("tip", "offer", "tour", "note", "card", "gone");

    private static readonly Gen<Func<Instant, Event>> Kinds = Gen.Frequency(
        (2, Two(Codes, Places(), (code, place) => Tracked("broke", ("code", code), ("where", place)))),
        (1, Gen.Constant(Tracked("broke"))),
        (1, Gen.Constant(Tracked("creaked"))),
        (2, Places().Select(place => Tracked("fixed", ("where", place)))),
        (1, Gen.Constant(Tracked("fixed"))),
        (3, Amounts.Select(amount => Tracked("spent", ("amount", amount)))),
        (2, Amounts.Select(limit => Tracked("granted", ("limit", limit)))),
        (2, Amounts.Select(amount => Tracked("measured", ("amount", amount)))),
        (3, Two(Gen.Elements("chart", "board", "other"), Amounts, (what, ms) => Tracked("used", ("what", Text(what)), ("ms", ms)))),
        (3, Gen.Constant(Tracked("made"))),
        (1, Gen.Constant(Tracked("unheard_of"))),
        (3, Two(Ids("acc", 20), Traits(), (account, traits) => Identified(account, traits))),
        (1, Traits().Select(traits => Identified(null, traits))),
        (2, Two(Ids("acc", 20), Gen.Choose(0, 9), (account, size) =>
            (Func<Instant, Event>)(time => Group("", time, account, ("plan", Text("p" + size)), ("size", Value.Int(size)))))),
        (2, Two(Gen.Elements("personalization", "marketing", "unheard_of"), Gen.Elements(true, false), (purpose, isGranted) =>
            (Func<Instant, Event>)(time => Consent("", time, (purpose, isGranted))))),
        (2, Two(Gen.Elements("news", "news/email", "offers", "weekly/in_app", "unheard_of"), Gen.Elements(true, false), (setting, isOn) =>
            (Func<Instant, Event>)(time => Prefer("", time, (setting, isOn)) with { SnoozedUntil = isOn ? null : time + TimeSpan.FromHours(setting.Length) }))),
        (2, Two(Gen.Elements("news", "weekly", "unheard_of"), Gen.Elements("off", "daily", "weekly", "as_it_comes", "never"), (topic, frequency) =>
            (Func<Instant, Event>)(time => Prefer("", time) with { Digest = Map((topic, Text(frequency))), QuietHours = topic == "news" ? Quiet(frequency.Length, 2) : null }))),
        (2, Two(ActionIds, Gen.Elements(true, false), (action, isLess) =>
            (Func<Instant, Event>)(time => Prefer("", time) with { LessLike = Map((action, Value.Bool(isLess))) }))),
        (1, Gen.Constant<Func<Instant, Event>>(time => Prefer("", time) with { QuietHours = new PersonalQuietHours([]) })),
        (2, Ids("/page/", 9).Select(path => (Func<Instant, Event>)(time => View("", time, path)))),
        (3, Two(ActionIds.ArrayOf(), Gen.Choose(0, 12), (actions, request) =>
            (Func<Instant, Event>)(time => Serve("", time, actions) with { RequestId = request > 9 ? null : "r" + request }))),
        (3, Two(ActionIds, Gen.Choose(1, 7), (action, outcome) =>
            (Func<Instant, Event>)(time => Answer("", time, action, (Outcome)outcome, time + TimeSpan.FromHours(outcome))))),
        (1, Gen.Elements("mine", "ours", "ever", "gone").Select(cap => (Func<Instant, Event>)(time => CountCap("", time, cap)))));

    private static readonly Gen<EventContext> Contexts = Gen.OneOf(
        Gen.Constant(EventContext.None),
        Two(Gen.Elements("de", "en", null), Gen.Elements("mobile", "desktop", null), (locale, device) =>
            new EventContext(Locale: locale, Device: device, AppVersion: device is null ? "2" : null)));

    /// <summary>What events carry along of a consent banner: nothing, most of the time.</summary>
    private static readonly Gen<ValueMap> Consents = Gen.Frequency(
        (5, Gen.Constant(ValueMap.Empty)),
        (1, Gen.Elements(Map(("marketing", Value.Bool(true))), Map(("marketing", Value.Bool(false)), ("analytics", Value.Bool(true))), Map(("marketing", Text("yes"))))));

    /// <summary>One event without an id.</summary>
    public static Gen<Event> One { get; } =
        from kind in Kinds
        from time in Times
        from context in Contexts
        from consents in Consents
        select kind(time) is var one && one is Consented ? one with { Context = context } : one with { Context = context, Consents = consents };

    /// <summary>A list of events, each with its own id.</summary>
    public static Arbitrary<Event[]> Many(int most = 80) =>
        Gen.Choose(0, most)
            .SelectMany(count => One.ArrayOf(count))
            .Select(events => events.Select((one, at) => one with { Id = "e" + at }).ToArray())
            .ToArbitrary();

    private static Gen<Value> Places() => Ids("place", 5).Select(Value.String);

    private static Gen<string> Ids(string prefix, int count) => Gen.Choose(1, count).Select(number => prefix + number);

    private static Gen<(string, Value)[]> Traits() => Gen.Elements<(string, Value)>(
        ("role", Text("admin")), ("role", Text("member")), ("role", Text("king")), ("role", Value.Null), ("name", Text("Ann")), ("name", Text("Bo")),
        ("score", Value.Int(3)), ("score", Value.Double(0.1)), ("born", Text("1990-01-01")), ("beta", Value.Bool(true)), ("beta", Value.Int(1)),
        ("secret", Text("x"))).ArrayOf().Select(traits => traits.DistinctBy(trait => trait.Item1).ToArray());

    private static Func<Instant, Event> Tracked(string name, params (string, Value)[] properties) => time => Track("", time, name, properties);

    private static Func<Instant, Event> Identified(string? account, (string, Value)[] traits) => time => Identify("", time, account, traits);

    private static Gen<T> Two<TFirst, TSecond, T>(Gen<TFirst> first, Gen<TSecond> second, Func<TFirst, TSecond, T> make) =>
        first.SelectMany(one => second.Select(other => make(one, other)));
}
