using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Tests.Profiles;

/// <summary>A catalog with every kind of state on both sides, and short ways to make events.</summary>
internal static class World
{
    public static readonly Instant Start = At("2026-03-01T09:30:00Z");

    private static readonly ImmutableArray<SubjectSide> Sides = [SubjectSide.User, SubjectSide.Account];

    /// <summary>Every kind of question for history, with and without a filter and a window.</summary>
    private const string Questions = """
        who.did("made") || who.since("used", {"what": "chart"}) < duration("1h") || who.times("made") > 1 || who.times("made", duration("168h")) > 1
        || who.sum("spent", "amount") > 1.0 || who.sum("spent", "amount", duration("720h")) > 1.0
        || who.distinct("broke", "where") > 1 || who.distinct("used", {"what": "chart"}, "ms") > 1
        """;

    public static Catalog Model { get; } = Make();

    public static FoldPlan Plan { get; } = FoldPlan.Compile(Model);

    public static Instant At(string time) => Instant.From(DateTimeOffset.Parse(time, null));

    public static TimeSpan Days(double days) => TimeSpan.FromDays(days);

    public static EventSelector On(string name, params (string Property, Value Value)[] where) =>
        new(name, [.. where.Select(one => new PropertyEquals(one.Property, one.Value))]);

    public static ValueMap Map(params (string Key, Value Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(Value.String(entry.Key), entry.Value))]);

    public static Value Text(string text) => Value.String(text);

    public static Tracked Track(string id, Instant time, string name, params (string Key, Value Value)[] properties) =>
        new() { Id = id, Time = time, ReceivedAt = time, Name = name, Properties = Map(properties) };

    public static Identified Identify(string id, Instant time, string? account, params (string Key, Value Value)[] traits) =>
        new() { Id = id, Time = time, ReceivedAt = time, AccountId = account, Traits = Map(traits) };

    public static Consented Consent(string id, Instant time, params (string Purpose, bool IsGranted)[] said) => new()
    {
        Id = id, Time = time, ReceivedAt = time, Source = "settings", Consents = Map([.. said.Select(one => (one.Purpose, Value.Bool(one.IsGranted)))]),
    };

    public static Preferred Prefer(string id, Instant time, params (string Setting, bool IsOn)[] said) => new()
    {
        Id = id, Time = time, ReceivedAt = time, Source = "settings", Topics = Map([.. said.Select(one => (one.Setting, Value.Bool(one.IsOn)))]),
    };

    public static PersonalQuietHours Quiet(int from, int to, Weekdays days = Weekdays.All) => new([new WeeklyInterval(days, new TimeOnly(from, 0), new TimeOnly(to, 30))]);

    public static Grouped Group(string id, Instant time, string account, params (string Key, Value Value)[] traits) =>
        new() { Id = id, Time = time, ReceivedAt = time, AccountId = account, Traits = Map(traits) };

    public static Viewed View(string id, Instant time, string path) => new() { Id = id, Time = time, ReceivedAt = time, Path = path };

    public static Served Serve(string id, Instant time, params string[] actions) => new()
    {
        Id = id,
        Time = time,
        ReceivedAt = time,
        Surface = "surface",
        CatalogHash = "hash",
        Actions = [.. actions.Select(action => new ServedAction(action, "default"))],
    };

    public static OutcomeRecorded Answer(string id, Instant time, string action, Outcome outcome, Instant? until = null) =>
        new() { Id = id, Time = time, ReceivedAt = time, DecisionId = "d", ActionId = action, Outcome = outcome, Until = until };

    public static CapCounted CountCap(string id, Instant time, string cap) =>
        new() { Id = id, Time = time, ReceivedAt = time, CapId = cap, DecisionId = "d" };

    public static Profile User(params IEnumerable<Event> events) => Fold(Plan, SubjectSide.User, events);

    public static Profile Account(params IEnumerable<Event> events) => Fold(Plan, SubjectSide.Account, events);

    public static Profile Fold(FoldPlan plan, SubjectSide side, params IEnumerable<Event> events)
    {
        var profile = new Profile(plan, side);
        Go(profile, events);
        return profile;
    }

    public static void Go(Profile profile, params IEnumerable<Event> events)
    {
        foreach (var one in events)
        {
            Evolve.Apply(profile.Plan, profile, profile.Version + 1, one);
        }
    }

    public static byte[] Bytes(Profile profile)
    {
        using var writer = new ByteWriter();
        ProfileCodec.Write(writer, profile);
        return writer.Written.ToArray();
    }

    private static Catalog Make() => new()
    {
        Name = "world",
        Hash = new CatalogHash("0"),
        PathLength = 5,
        Traits =
        [
            new("role", SubjectSide.User, ValueKind.String, PerAccount: true, [Text("admin"), Text("member")]),
            new("name", SubjectSide.User, ValueKind.String, PerAccount: false, []),
            new("score", SubjectSide.User, ValueKind.Double, PerAccount: false, []),
            new("born", SubjectSide.User, ValueKind.Timestamp, PerAccount: false, []),
            new("beta", SubjectSide.User, ValueKind.Bool, PerAccount: false, []),
            new("plan", SubjectSide.Account, ValueKind.String, PerAccount: false, []),
            new("size", SubjectSide.Account, ValueKind.Int, PerAccount: false, []),
        ],
        Errors = [.. Sides.Select(side => new ErrorDefinition("trouble", side, On("broke"), "code", "where", On("fixed"), "where")),
            new ErrorDefinition("aging", SubjectSide.User, On("creaked"), null, null, null, null)],
        Meters = [.. Sides.SelectMany(MetersOf)],
        Checklists = [.. Sides.Select(side => new ChecklistDefinition("setup", side, [], null,
            [new("first", On("made")), new("second", On("used", ("what", Text("chart")))), new("third", On("broke"))]))],
        Features = [.. Sides.SelectMany(side => new FeatureDefinition[]
        {
            new("chart", side, On("used", ("what", Text("chart"))), "ms"),
            new("board", side, On("used", ("what", Text("board"))), null),
        })],
        Counters = [.. Sides.Select(side => new CounterDefinition("makes", side, On("made"), TimeSpan.FromDays(7), TimeSpan.FromHours(6)))],
        Caps =
        [
            new("mine", SubjectSide.User, 3, TimeSpan.FromDays(7)),
            new("ours", SubjectSide.Account, 2, TimeSpan.FromDays(7)),
            new("ever", SubjectSide.User, 2, null),
        ],
        Segments = [.. Sides.Select(side => new SegmentDefinition("asking", side, Questions.Replace("who", side == SubjectSide.User ? "user" : "account", StringComparison.Ordinal), ""))],
        Surfaces = [new("surface", "in_app", 3), new("letter", "email", 3)],
        Topics =
        [
            new("news"),
            new("offers") { IsOnByDefault = false, Channels = ImmutableSortedDictionary<string, bool>.Empty.Add("in_app", true) },
            new("weekly") { ParentSlot = 0 },
        ],
        Actions = [Action("tip", 0), Action("offer", 1), Action("tour", 2), Action("note", -1), Action("card", 0)],
    };



    private static MeterDefinition[] MetersOf(SubjectSide side) =>
        [
            .. Enum.GetValues<MeterPeriod>().Select(period => new MeterDefinition(
                period.ToString(), side, period, On("spent"), "amount", MeterMode.Add, On("granted"), "limit")),
            new MeterDefinition("level", side, MeterPeriod.Lifetime, On("measured"), "amount", MeterMode.Set, null, null),
        ];

    private static ActionDefinition Action(string id, int cap) => new()
    {
        Id = id,
        Kind = "card",
        Surfaces = ["surface"],
        Audience = "true",
        CapSlots = cap < 0 ? [] : [cap],
        Content = new(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };
}
