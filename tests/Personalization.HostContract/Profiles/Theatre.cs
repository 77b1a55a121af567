using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.HostContract.Profiles;

/// <summary>The catalog of the contract of limits: guests (users) of companies (accounts) in a theatre in Berlin, where everything is scarce.</summary>
public static class Theatre
{
    /// <summary>What a ticket takes from the purse, in millionths: it never comes out even.</summary>
    public const long BigMillionths = 7_770_001, SmallMillionths = 3_010_003;

    private static readonly TimeZoneRules Berlin = TimeZoneRules.TryParse("M3.5.0T01Z+02 M10.5.0T01Z+01", out var rules) ? rules : throw new InvalidOperationException();

    private static readonly TimeZoneTable Zones = new(
        "test", new Dictionary<string, TimeZoneRules>(StringComparer.Ordinal) { ["Europe/Berlin"] = Berlin }, ImmutableDictionary<string, string>.Empty);

    /// <summary>The theatre.</summary>
    /// <param name="max">How many each cap lets through.</param>
    /// <param name="purse">What the budget holds, in millionths.</param>
    /// <param name="each">The calendar window of caps and budget; null for a lifetime of the caps and once and for all of the budget.</param>
    public static Catalog Catalog(int max, long purse, CalendarUnit? each = null) => new()
    {
        Name = "theatre",
        Hash = new CatalogHash(new string('d', 64)),
        TimeZones = Zones,
        TimeZone = "Europe/Berlin",
        Surfaces = [new("seat", "in_app", 1), new("box", "in_app", 1), new("hall", "in_app", 1), new("till", "in_app", 1), new("foyer", "in_app", 3)],
        Caps =
        [
            new("guest", SubjectSide.User, max, null) { Each = each },
            new("company", SubjectSide.Account, max, null) { Each = each },
            new("house", SubjectSide.Tenant, max, null) { Each = each },
            new("week", SubjectSide.Tenant, CapDefinition.MaxLimit, TimeSpan.FromDays(7)) { Scope = new CapScope { Surfaces = ["foyer"] } },
        ],
        Budgets = [new("purse", purse, each, "EUR")],
        Actions =
        [
            Action("all.in", 90, ["foyer"], [0, 1, 2], BigMillionths),
            Action("ticket.big", 60, ["till", "foyer"], [], BigMillionths),
            Action("ticket.small", 50, ["till", "foyer"], [], SmallMillionths),
            Action("of.guest", 30, ["seat", "foyer"], [0]),
            Action("of.company", 20, ["box", "foyer"], [1]),
            Action("of.house", 10, ["hall", "foyer"], [2]),
        ],
    };

    /// <summary>
    /// Another season of the theatre: the same limits and actions in other places and with other words, one action that no other season has,
    /// and another way to fold what guests do. So whatever of two seasons meets in one answer or profile shows.
    /// </summary>
    /// <param name="letter">The season, one hexadecimal digit.</param>
    /// <param name="max">How many each cap lets through.</param>
    /// <param name="purse">What the budget holds, in millionths.</param>
    public static Catalog Season(char letter, int max, long purse)
    {
        var plain = Catalog(max, purse);
        var turned = letter % 2 == 0;
        var actions = plain.Actions.Append(Action($"only.{letter}", 99, ["foyer"], [])).Select(action => action with
        {
            Content = Text($"{letter} {action.Id}"),
            CapSlots = turned ? [.. action.CapSlots.Select(slot => plain.Caps.Length - 1 - slot)] : action.CapSlots,
        });
        return plain with
        {
            Hash = new CatalogHash(new string(letter, 64)),
            Events = [new EventContract("applauded", SubjectSide.User | SubjectSide.Account, ContractSchema.Anything, "")],
            Features = [.. Enumerable.Range(0, letter - 'a' + 1).Select(at => new FeatureDefinition($"{letter}{at}", SubjectSide.User, new EventSelector("applauded", []), null))],
            Counters = [new CounterDefinition("applause", SubjectSide.Account, new EventSelector("applauded", []), TimeSpan.FromDays(letter - 'a' + 1), TimeSpan.FromHours(1))],
            Caps = turned ? [.. plain.Caps.Reverse()] : plain.Caps,
            Actions = turned ? [.. actions.Reverse()] : [.. actions],
        };
    }

    private static ActionDefinition Action(string id, int priority, string[] surfaces, int[] caps, long spends = 0) => new()
    {
        Id = id,
        Kind = "card",
        Surfaces = [.. surfaces],
        Audience = "true",
        Priority = priority,
        CapSlots = [.. caps],
        Spends = spends == 0 ? [] : [new ActionSpend(0, spends)],
        Content = Text(id),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };

    private static LocalizedContent Text(string title) => new(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add(
        "en", ImmutableSortedDictionary<string, string>.Empty.Add("title", title)));
}
