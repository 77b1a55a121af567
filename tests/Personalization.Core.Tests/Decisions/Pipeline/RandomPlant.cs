using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Tests.Decisions.Pipeline;

/// <summary>Random catalogs with everything that can stop an action but its audience: topics, caps of all owners, scopes and windows, gaps, rests, quiet hours, best times, groups, tags, tiers and budgets.</summary>
internal static class RandomPlant
{
    public static readonly TimeZoneTable Zones = new(
        "test",
        new Dictionary<string, TimeZoneRules>
        {
            ["Etc/UTC"] = TimeZoneRules.Utc,
            ["Plant/East"] = TimeZoneRules.Fixed(13 * 3600),
            ["Plant/West"] = TimeZoneRules.Fixed(-(9 * 3600) - 1800),
            ["Plant/Middle"] = Berlin(),
        },
        ImmutableDictionary<string, string>.Empty);

    /// <summary>What people say about their quiet hours; none of it leaves a week without a good minute.</summary>
    public static readonly PersonalQuietHours[] OwnQuietHours =
    [
        new([]),
        new([new WeeklyInterval(Weekdays.All, new TimeOnly(18, 0), new TimeOnly(9, 30))]),
        new([new WeeklyInterval(Weekdays.Tuesday | Weekdays.Saturday, default, default), new WeeklyInterval(Weekdays.All, new TimeOnly(9, 0), new TimeOnly(10, 15))]),
    ];

    private static readonly string[] Tags = ["tips", "sales", "news"];

    public static Catalog Make(Random random) => new()
    {
        Name = "plant",
        Hash = new CatalogHash(new string('0', 64)),
        TimeZones = Zones,
        TimeZone = "Plant/Middle",
        LessLikeThis = TimeSpan.FromMinutes(random.Next(60, 3_000)),
        Purposes = [PurposeDefinition.BuiltIn[0] with { IsGrantedByDefault = random.Next(6) > 0 }, .. PurposeDefinition.BuiltIn.Skip(1)],
        Tiers = ["first", "second"],
        Groups = [new("crowd", 1), new("pair", 2)],
        QuietHours = [new("night", new QuietHours(new WeeklyHours(new WeeklyInterval(Weekdays.All, new TimeOnly(22, 0), new TimeOnly(7, 0)), new WeeklyInterval(Weekdays.Sunday, default, default))))],
        Budgets =
        [
            new("coins", random.Next(1, 12) * 1_000_000L, Pick<CalendarUnit?>(random, null, CalendarUnit.Day, CalendarUnit.Week, CalendarUnit.Month), "coins"),
            new("gifts", random.Next(1, 5) * 500_000L, CalendarUnit.Day, ""),
        ],
        Topics =
        [
            new("all"),
            new("part") { ParentSlot = 0, Channels = ImmutableSortedDictionary<string, bool>.Empty.Add("email", false) },
            new("other") { IsOnByDefault = random.Next(2) == 0 },
        ],
        Surfaces =
        [
            new("wall", "in_app", random.Next(1, 5)) { QuietHoursSlot = random.Next(-1, 1), TagLimits = [new("tips", random.Next(1, 3))] },
            new("letter", "email", 2) { QuietHoursSlot = random.Next(-1, 1), DefersDelivery = true },
        ],
        Caps = [.. Enumerable.Range(0, 5).Select(at => Cap(random, at))],
        Actions = [.. Enumerable.Range(0, 9).Select(at => Action(random, at))],
    };

    private static CapDefinition Cap(Random random, int at)
    {
        var isGap = random.Next(5) == 0;
        var window = isGap || random.Next(3) == 0 ? TimeSpan.FromMinutes(random.Next(30, 4_000)) : (TimeSpan?)null;
        return new CapDefinition($"cap.{at}", Pick(random, SubjectSide.User, SubjectSide.Account, SubjectSide.Tenant), isGap ? 1 : random.Next(1, 5), window)
        {
            IsGap = isGap,
            Each = window is null ? Pick<CalendarUnit?>(random, null, CalendarUnit.Day, CalendarUnit.Week, CalendarUnit.Month) : null,
            Scope = random.Next(3) switch
            {
                0 => new CapScope { Tags = [Pick(random, Tags)] },
                1 => new CapScope { Channels = [Pick(random, "in_app", "email")], Surfaces = [Pick(random, "wall", "letter")] },
                _ => CapScope.Nothing,
            },
        };
    }

    private static ActionDefinition Action(Random random, int at) => new()
    {
        Id = $"action.{at}",
        Kind = "card",
        Surfaces = random.Next(3) switch { 0 => ["wall"], 1 => ["letter"], _ => ["wall", "letter"] },
        Audience = random.Next(5) == 0 ? "false" : "true",
        Tier = random.Next(2),
        Priority = random.Next(4),
        TopicSlot = random.Next(-1, 3),
        IsCritical = random.Next(3) == 0,
        Tags = [.. Tags.Where(_ => random.Next(3) == 0)],
        GroupSlot = random.Next(-3, 2) is >= 0 and var group ? group : -1,
        CapSlots = [.. Enumerable.Range(0, 5).Where(_ => random.Next(4) == 0)],
        Spends = [.. Enumerable.Range(0, 2).Where(_ => random.Next(3) == 0).Select(budget => new ActionSpend(budget, random.Next(1, 7) * 250_000L))],
        CoolDown = random.Next(2) == 0 ? TimeSpan.FromMinutes(random.Next(10, 3_000)) : null,
        BestTime = random.Next(4) == 0 ? new BestTime(Weekdays.WorkingDays, new TimeOnly(9, 0), new TimeOnly(11, 30)) : null,
        Content = new(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty
            .Add("de", Text(at % 3 == 0 ? "Für ${user.id}" : "Für alle"))
            .Add("en", Text(at % 3 == 0 ? "For ${user.id}, ${user.id}" : "For all"))),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };

    private static ImmutableSortedDictionary<string, string> Text(string title) => ImmutableSortedDictionary<string, string>.Empty.Add("title", title);

    private static TimeZoneRules Berlin()
    {
        var yearly = new YearlyChanges(new YearlyChange(3, 5, DayOfWeek.Sunday, 3_600, 7_200), new YearlyChange(10, 5, DayOfWeek.Sunday, 3_600, 3_600));
        return TimeZoneRules.TryCreate(3_600, [], yearly, out var zone) ? zone : throw new InvalidOperationException("These are no rules.");
    }

    private static T Pick<T>(Random random, params ReadOnlySpan<T> from) => from[random.Next(from.Length)];
}
