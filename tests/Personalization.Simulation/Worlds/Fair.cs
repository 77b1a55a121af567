using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Simulation.Worlds;

/// <summary>The catalogs of all worlds: visitors (users) of clubs (accounts) at a fair, where everything that is offered is scarce.</summary>
public static class Fair
{
    /// <summary>The only tenant.</summary>
    public static readonly TenantId Tenant = new("fair/simulated");

    /// <summary>The surfaces: of the visitor's own caps, of the club's, of what the whole fair shares, and of all of them at once.</summary>
    public static readonly ImmutableArray<string> Surfaces = ["booth", "club", "gate", "square"];

    /// <summary>The names of tracked events.</summary>
    public static readonly ImmutableArray<string> Events = ["ticket_lost", "ticket_found", "ride_taken", "fee_charged", "fee_raised"];

    /// <summary>The catalogs, compiled once for all worlds. They differ in how much the limits let through, and the last one folds more.</summary>
    public static ImmutableArray<ActiveCatalog> Catalogs { get; } =
        [.. new[] { Make('a', 0, false), Make('b', 2, false), Make('c', 1, true) }.Select(ActiveCatalog.Compile)];

    private static Catalog Make(char letter, int more, bool foldsMore) => new()
    {
        Name = "fair",
        Hash = new CatalogHash(new string(letter, 64)),
        Events =
        [
            Contract(Events[0], SubjectSide.User),
            Contract(Events[1], SubjectSide.User),
            Contract(Events[2], SubjectSide.User | SubjectSide.Account),
            Contract(Events[3], SubjectSide.Account),
            Contract(Events[4], SubjectSide.Account),
        ],
        Traits =
        [
            new("height", SubjectSide.User, ValueKind.Int, PerAccount: false, []),
            new("role", SubjectSide.User, ValueKind.String, PerAccount: true, []),
            new("members", SubjectSide.Account, ValueKind.Int, PerAccount: false, []),
        ],
        Errors = [new("ticket", SubjectSide.User, Selector(0), "code", null, Selector(1), null)],
        Meters = [new("fees", SubjectSide.Account, MeterPeriod.Month, Selector(3), "amount", MeterMode.Add, Selector(4), "amount")],
        Features = [.. Features(foldsMore)],
        Counters = [new("rides", SubjectSide.User, Selector(2), TimeSpan.FromDays(7), TimeSpan.FromHours(6))],
        Surfaces = [.. Surfaces.Select(id => new SurfaceDefinition(id, "in_app", id == "square" ? 3 : 1))],
        Caps =
        [
            new("visitor", SubjectSide.User, 2 + more, TimeSpan.FromDays(1)),
            new("members", SubjectSide.Account, 3 + more, TimeSpan.FromDays(2)),
            new("everybody", SubjectSide.Tenant, 8 + more, TimeSpan.FromDays(3)),
        ],
        Budgets = [new("prizes", 60_000_000 + (more * 10_000_000), null, "EUR"), new("sweets", 12_000_000, CalendarUnit.Day, "pieces")],
        Actions =
        [
            Action("find.ticket", ["booth", "square"], "user.errors.ticket.open > 0", 95, [0]),
            Action("take.ride", ["booth", "square"], "true", 40, [0]),
            Action("join.club", ["club", "square"], "account.meters.fees.used < 40", 60, [1]),
            Action("win.prize", ["gate", "square"], "user.counters.rides > 0", 70, [2], new ActionSpend(0, 7_770_001)),
            Action("eat.sweets", ["gate"], "true", 20, [], new ActionSpend(1, 3_010_003)),
        ],
    };

    private static IEnumerable<FeatureDefinition> Features(bool foldsMore)
    {
        yield return new FeatureDefinition("ride", SubjectSide.User, Selector(2), null);
        if (foldsMore)
        {
            yield return new FeatureDefinition("traffic", SubjectSide.Account, Selector(2), null);
        }
    }

    private static EventContract Contract(string name, SubjectSide touches) => new(name, touches, ContractSchema.Anything, "");

    private static EventSelector Selector(int name) => new(Events[name], []);

    private static ActionDefinition Action(string id, string[] surfaces, string audience, int priority, int[] caps, params ActionSpend[] spends) => new()
    {
        Id = id,
        Kind = "card",
        Surfaces = [.. surfaces],
        Audience = audience,
        Priority = priority,
        CapSlots = [.. caps],
        Spends = [.. spends],
        Content = new LocalizedContent(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add(
            "en", ImmutableSortedDictionary<string, string>.Empty.Add("title", id))),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };
}
