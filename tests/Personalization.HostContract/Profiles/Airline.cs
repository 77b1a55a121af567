using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;

namespace Personalization.HostContract.Profiles;

/// <summary>The catalog of the contract: crews (users) of airlines (accounts).</summary>
public static class Airline
{
    public static Catalog Catalog { get; } = new()
    {
        Name = "airline",
        Hash = new CatalogHash(new string('a', 64)),
        DataSources = [new("tower")],
        Events =
        [
            Contract("engine_failed", SubjectSide.User),
            Contract("engine_repaired", SubjectSide.User),
            Contract("landed", SubjectSide.User | SubjectSide.Account),
            Contract("fuel_burnt", SubjectSide.Account),
            Contract("fuel_bought", SubjectSide.Account),
        ],
        Traits =
        [
            new("rank", SubjectSide.User, ValueKind.String, PerAccount: true, []),
            new("name", SubjectSide.User, ValueKind.String, PerAccount: false, []),
            new("fleet", SubjectSide.Account, ValueKind.Int, PerAccount: false, []),
        ],
        Errors = [new("engine", SubjectSide.User, Selector("engine_failed"), "code", null, Selector("engine_repaired"), null)],
        Meters = [new("fuel", SubjectSide.Account, MeterPeriod.Month, Selector("fuel_burnt"), "tons", MeterMode.Add, Selector("fuel_bought"), "tons")],
        Checklists = [new("training", SubjectSide.User, [], null, [new("land", Selector("landed"))])],
        Features = [new("landing", SubjectSide.User, Selector("landed"), null), new("traffic", SubjectSide.Account, Selector("landed"), null)],
        Counters = [new("failures", SubjectSide.User, Selector("engine_failed"), TimeSpan.FromDays(7), TimeSpan.FromHours(6))],
        Surfaces = [new("cockpit", "in_app", 1), new("lounge", "in_app", 3), new("office", "email", 1), new("empty", "in_app", 1)],
        Caps =
        [
            new("rest.daily", SubjectSide.User, 2, TimeSpan.FromDays(1)),
            new("fuel.weekly", SubjectSide.Account, 3, TimeSpan.FromDays(7)),
        ],
        Actions =
        [
            Action("help.engine", "cockpit", "user.errors.engine.open > 0", 90),
            Action("sell.fuel", "office", "account.meters.fuel.ratio >= 0.8", 50, capSlot: 1),
            Action("rest.one", "lounge", "true", 30, capSlot: 0),
            Action("rest.two", "lounge", "true", 30, capSlot: 0),
            Action("rest.three", "lounge", "true", 10),
            Action("rest.captain", "lounge", "user.rank == \"captain\"", 99),
        ],
    };

    /// <summary>The same names with one definition more, so that profiles have to be folded anew.</summary>
    public static Catalog WithOneMoreFeature { get; } = Catalog with
    {
        Hash = new CatalogHash(new string('b', 64)),
        Features = Catalog.Features.Add(new FeatureDefinition("failure", SubjectSide.User, Selector("engine_failed"), null)),
    };

    private static EventContract Contract(string name, SubjectSide touches) => new(name, touches, ContractSchema.Anything, "");

    private static EventSelector Selector(string name) => new(name, []);

    private static ActionDefinition Action(string id, string surface, string audience, int priority, int capSlot = -1) => new()
    {
        Id = id,
        Kind = "card",
        Surfaces = [surface],
        Audience = audience,
        Priority = priority,
        CapSlots = capSlot < 0 ? [] : [capSlot],
        Content = new LocalizedContent(Texts("en", $"{id} in English").Add("de", Text($"{id} auf Deutsch"))),
        Why = ImmutableSortedDictionary<string, string>.Empty.Add("en", $"Because of {id}."),
    };

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Texts(string locale, string title) =>
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add(locale, Text(title));

    private static ImmutableSortedDictionary<string, string> Text(string title) => ImmutableSortedDictionary<string, string>.Empty.Add("title", title);
}
