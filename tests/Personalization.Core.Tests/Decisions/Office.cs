using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Tests.Decisions;

/// <summary>A surface with thirty actions of three predicates each (trait, meter ratio, windowed count) and one member who qualifies for none of them.</summary>
internal sealed class Office
{
    public static readonly Instant Noon = new(1_772_366_400_000);

    public Office(int capMax = 1, Func<Catalog, Catalog>? change = null)
    {
        Catalog = change is null ? Make(capMax) : change(Make(capMax));
        Folds = FoldPlan.Compile(Catalog);
        Plan = DecisionPlan.Compile(Catalog);
        User = new Profile(Folds, SubjectSide.User);
        Account = new Profile(Folds, SubjectSide.Account);
        Fold(User, new Identified { Id = "i1", Time = Noon, ReceivedAt = Noon, Traits = Map("role", Value.String("admin")) });
        Fold(User, Track("c1", "failed", ValueMap.Empty));
        Fold(Account, Track("q1", "set", Map("amount", Value.Int(100))));
        Fold(Account, Track("q2", "used", Map("amount", Value.Int(85))));
    }

    public Catalog Catalog { get; }

    public FoldPlan Folds { get; }

    public DecisionPlan Plan { get; }

    public Profile User { get; }

    public Profile Account { get; }

    public SurfacePlan Surface => Plan.TryGetSurface("desk", out var surface) ? surface : throw new InvalidOperationException();

    public DecisionInputs Inputs(int? max = null) =>
        new(new SubjectKey(new TenantId("acme/production"), SubjectKind.User, "u1"), User, Account, "a1", RequestContext.None, max, Noon, []);

    /// <summary>Uses up the cap of the last ten actions.</summary>
    public void Serve() => Fold(User, new Served
    {
        Id = "s1",
        Time = Noon,
        ReceivedAt = Noon,
        Surface = "desk",
        CatalogHash = Catalog.Hash.Value,
        Actions = [new ServedAction("capped.0", "default")],
    });

    /// <summary>The member says what they agree to.</summary>
    public void Say(params (string Purpose, bool IsGranted)[] said) => Fold(User, new Consented
    {
        Id = "said", Time = Noon, ReceivedAt = Noon, Source = "settings",
        Consents = new([.. said.Select(one => KeyValuePair.Create(Value.String(one.Purpose), Value.Bool(one.IsGranted)))]),
    });

    /// <summary>The member says what they like to get.</summary>
    public void Prefer(Preferred said) => Fold(User, said);

    /// <summary>The member never wants to see an action again.</summary>
    public void OptOut(string action) =>
        Fold(User, new OutcomeRecorded { Id = "never", Time = Noon, ReceivedAt = Noon, DecisionId = "d", ActionId = action, Outcome = Outcome.OptedOut });

    public int[] Choose(int? max = null)
    {
        var chosen = new int[SurfaceDefinition.ActionsMaxLimit];
        return chosen[..DecisionEngine.Choose(Surface, Inputs(max), chosen)];
    }

    private void Fold(Profile profile, Event one) => Evolve.Apply(Folds, profile, profile.Version + 1, one);

    private static Tracked Track(string id, string name, ValueMap properties) =>
        new() { Id = id, Time = Noon, ReceivedAt = Noon, Name = name, Properties = properties };

    private static ValueMap Map(string name, Value value) => new([new(Value.String(name), value)]);

    private static Catalog Make(int capMax) => new()
    {
        Name = "office",
        Hash = new CatalogHash(new string('0', 64)),
        Events = [Contract("failed"), Contract("set"), Contract("used")],
        Traits = [new("role", SubjectSide.User, ValueKind.String, PerAccount: true, [])],
        Meters = [new("runs", SubjectSide.Account, MeterPeriod.Month, Selector("used"), "amount", MeterMode.Add, Selector("set"), "amount")],
        Counters = [new("failures", SubjectSide.User, Selector("failed"), TimeSpan.FromDays(7), TimeSpan.FromHours(6))],
        Surfaces = [new("desk", "in_app", 3)],
        Caps = [new("once", SubjectSide.User, capMax, TimeSpan.FromDays(7))],
        Actions =
        [
            .. Enumerable.Range(0, 10).Select(at => Action($"other.{at}", "user.role == \"member\" && account.meters.runs.ratio >= 0.8 && user.counters.failures > 0")),
            .. Enumerable.Range(0, 10).Select(at => Action($"calm.{at}", "user.role == \"admin\" && account.meters.runs.ratio >= 0.8 && user.counters.failures > 5")),
            .. Enumerable.Range(0, 10).Select(at => Action($"capped.{at}", "user.role == \"admin\" && account.meters.runs.ratio >= 0.8 && user.counters.failures > 0", 0)),
        ],
    };

    private static EventContract Contract(string name) => new(name, SubjectSide.User | SubjectSide.Account, ContractSchema.Anything, "");

    private static EventSelector Selector(string name) => new(name, []);

    private static ActionDefinition Action(string id, string audience, int capSlot = -1) => new()
    {
        Id = id,
        Kind = "card",
        Surfaces = ["desk"],
        Audience = audience,
        Priority = 10,
        CapSlots = capSlot < 0 ? [] : [capSlot],
        Content = new(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty.Add("en", ImmutableSortedDictionary<string, string>.Empty)),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };
}
