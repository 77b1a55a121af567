using FsCheck;
using FsCheck.Fluent;
using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Journal.Tests.Codecs;

/// <summary>Makes events of every type with values of every kind that an event can hold.</summary>
internal static class EventGen
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements("", "import_failed", "a", "code", "größe", "日本語", "🙂", new string('x', 300)),
        Gen.Choose(0, 60).SelectMany(length => Gen.Elements("abcxyz0129_-ßé".ToCharArray()).ArrayOf(length)).Select(chars => new string(chars)));

    private static readonly Gen<string?> TextOrNull = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text));

    private static readonly Gen<long> Number = Gen.OneOf(
        Gen.Elements(0, 1, -1, 127, 128, long.MinValue, long.MaxValue), Gen.Choose(int.MinValue, int.MaxValue).Select(number => (long)number));

    private static readonly Gen<WeeklyInterval> Interval =
        from days in Gen.Choose(1, 127)
        from begin in Gen.Choose(0, 1_439)
        from end in Gen.Choose(0, 1_439)
        select new WeeklyInterval((Weekdays)days, new TimeOnly(begin / 60, begin % 60), new TimeOnly(end / 60, end % 60));

    private static readonly Gen<Instant> Time = Gen.Choose(0, int.MaxValue).Select(seconds => new Instant((seconds * 1000L) + (seconds % 1000)));

    public static Gen<Value> Value(int depth) => depth == 0 ? Scalar : Gen.Frequency(
        (6, Scalar), (1, Value(depth - 1).ListOf(3).Select(list => Core.Expressions.Value.List([.. list]))), (1, Map(depth - 1).Select(Core.Expressions.Value.Map)));

    public static Gen<Event> Any { get; } = Gen.Frequency((9, Whole()), (1, Whole().Select(Expired.InPlaceOf)));

    private static Gen<Event> Whole() => Gen.Frequency((9, Gen.OneOf(Plain)), (1, from original in Gen.OneOf(Plain) from merge in Text from version in Gen.Choose(0, int.MaxValue) from delay in Gen.Choose(0, 9)
        select (Event)Adopted.From(original, version, merge, original.Time + TimeSpan.FromSeconds(delay))));

    private static Gen<Event>[] Plain =>
    [
        Completed(from name in Text from map in Map(2) select (Event)new Tracked { Id = "", Time = default, ReceivedAt = default, Name = name, Properties = map }),
        Completed(from map in Map(2) select (Event)new Identified { Id = "", Time = default, ReceivedAt = default, Traits = map }),
        Completed(from map in Map(2) select (Event)new Grouped { Id = "", Time = default, ReceivedAt = default, Traits = map }),
        Completed(from id in Text select (Event)new Aliased { Id = "", Time = default, ReceivedAt = default, PreviousId = id }),
        Completed(from path in Text from screen in Gen.Elements(true, false) from map in Map(1)
                  select (Event)new Viewed { Id = "", Time = default, ReceivedAt = default, Path = path, IsScreen = screen, Properties = map }),
        Completed(from source in Text from proof in TextOrNull select (Event)new Consented { Id = "", Time = default, ReceivedAt = default, Source = source, Proof = proof }),
        Completed(Preferred()),
        Completed(Served()),
        Completed(from decision in Text from action in Text from outcome in Gen.Elements(Enum.GetValues<Core.Events.Outcome>()) from until in Gen.OneOf(Gen.Constant<Instant?>(null), Time.Select(time => (Instant?)time))
                  select (Event)new OutcomeRecorded { Id = "", Time = default, ReceivedAt = default, DecisionId = decision, ActionId = action, Outcome = outcome, Until = until }),
        Completed(from cap in Text from decision in Text from at in Gen.OneOf(Gen.Constant<Instant?>(null), Time.Select(time => (Instant?)time))
                  select (Event)new CapCounted { Id = "", Time = default, ReceivedAt = default, CapId = cap, DecisionId = decision, CountsAt = at }),
        Completed(from budget in Text from decision in Text from amount in Number from start in Time
                  select (Event)new BudgetSpent { Id = "", Time = default, ReceivedAt = default, BudgetId = budget, DecisionId = decision, AmountMillionths = amount, PeriodStart = start }),
        Completed(from id in Text select (Event)new MergedInto { Id = "", Time = default, ReceivedAt = default, UserId = id }),
        Completed(from id in Text from kind in Gen.Elements(Core.Subjects.SubjectKind.User, Core.Subjects.SubjectKind.Anonymous) from version in Gen.Choose(0, int.MaxValue)
                  select (Event)new Merged { Id = "", Time = default, ReceivedAt = default, SourceKind = kind, SourceId = id, ThroughVersion = version }),
        Completed(from id in Text select (Event)new Unmerged { Id = "", Time = default, ReceivedAt = default, MergeId = id }),
        Completed(from id in Text select (Event)new Reopened { Id = "", Time = default, ReceivedAt = default, MergeId = id }),
    ];

    private static Gen<Value> Scalar { get; } = Gen.OneOf(
        Gen.Constant(Core.Expressions.Value.Null),
        Gen.Elements(true, false).Select(Core.Expressions.Value.Bool),
        Number.Select(Core.Expressions.Value.Int),
        Number.Select(number => Core.Expressions.Value.Uint((ulong)number)),
        Gen.Elements(0.0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.Epsilon, double.MaxValue).Select(Core.Expressions.Value.Double),
        Text.Select(Core.Expressions.Value.String),
        Gen.Choose(0, 255).Select(one => (byte)one).ListOf(5).Select(bytes => Core.Expressions.Value.Bytes([.. bytes])),
        Time.Select(Core.Expressions.Value.Timestamp),
        Gen.Choose(int.MinValue, int.MaxValue).Select(milliseconds => Core.Expressions.Value.Duration(TimeSpan.FromMilliseconds(milliseconds))));

    private static Gen<ValueMap> Map(int depth) =>
        from keys in Gen.OneOf(Text.Select(Core.Expressions.Value.String), Number.Select(Core.Expressions.Value.Int), Gen.Elements(true, false).Select(Core.Expressions.Value.Bool), Number.Select(number => Core.Expressions.Value.Uint((ulong)number))).ListOf()
        from value in Value(depth)
        select new ValueMap([.. keys.Distinct().Take(20).Select(key => KeyValuePair.Create(key, value))]);

    private static Gen<Event> Preferred() =>
        from source in Text
        from topics in Map(0)
        from digest in Map(0)
        from sources in Gen.OneOf(Gen.Constant(ValueMap.Empty), Map(0))
        from less in Gen.OneOf(Gen.Constant(ValueMap.Empty), Map(0))
        from until in Gen.OneOf(Gen.Constant<Instant?>(null), Time.Select(time => (Instant?)time))
        from says in Gen.Elements(true, false)
        from intervals in Interval.ListOf(3)
        select (Event)new Preferred
        {
            Id = "", Time = default, ReceivedAt = default, Source = source, Topics = topics, Digest = digest, LessLike = less, DataSources = sources, SnoozedUntil = until,
            QuietHours = says ? new PersonalQuietHours([.. intervals]) : null,
        };

    private static Gen<Event> Served() =>
        from surface in Text
        from version in Number
        from max in Gen.OneOf(Gen.Elements<int?>(null, 0), Gen.Choose(int.MinValue, int.MaxValue).Select(max => (int?)max))
        from request in TextOrNull
        from context in Map(1)
        from refused in Text.ListOf(3)
        from owner in Gen.Elements("", "budget/b")
        from action in Text
        from delivery in Gen.OneOf(Gen.Constant<Instant?>(null), Time.Select(time => (Instant?)time))
        from fills in Text.ListOf(2)
        select (Event)new Served
        {
            Id = "", Time = default, ReceivedAt = default, Surface = surface, CatalogHash = "sha256:0", AccountVersion = version, Max = max,
            RequestId = request, RequestContext = context, Refused = [.. refused.Select(one => new Refusal(one, owner))],
            Actions = [new ServedAction(action, "default"), new ServedAction("b", action) { DeliverAt = delivery, Fills = owner.Length == 0 ? [] : [.. fills] }],
        };

    private static Gen<Event> Completed(Gen<Event> body) =>
        from one in body
        from id in Text
        from time in Time
        from delay in Gen.Choose(-86_400_000, int.MaxValue)
        from account in TextOrNull
        from texts in TextOrNull.ListOf(7)
        from consents in Gen.OneOf(Gen.Constant(ValueMap.Empty), Map(0))
        let context = texts.ToArray()
        select one with
        {
            Id = id, Time = time, ReceivedAt = time + TimeSpan.FromMilliseconds(delay), AccountId = account, Consents = consents,
            Context = new EventContext(context[0], context[1], context[2], context[3], context[4], context[5], context[6]),
        };
}
