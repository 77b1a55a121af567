using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Tests.Audiences;

/// <summary>A small product: a catalog with one definition of every kind, and a person and an account in it.</summary>
internal static class Product
{
    public static readonly Instant Now = At("2026-03-10T12:00:00Z");

    public static Catalog Catalog { get; } = Make(
        new StageDefinition("new", SubjectSide.User, "now - user.firstSeen < duration('72h')"),
        new StageDefinition("active", SubjectSide.User, "now - user.lastSeen < duration('240h')"),
        new StageDefinition("paying", SubjectSide.Account, "account.plan == 'team'"));

    public static FoldPlan Plan { get; } = FoldPlan.Compile(Catalog);

    public static AudienceCompiler Compiler { get; } = new(Catalog);

    public static Instant At(string time) => Instant.From(DateTimeOffset.Parse(time, null));

    public static Audience Audience(string source)
    {
        var audience = Compiler.Compile(source, out var problems);
        Assert.True(audience is not null, problems.IsEmpty ? "" : problems[0].Render(source));
        return audience;
    }

    /// <summary>A person with a history, in an account with one.</summary>
    public static AudienceContext Somebody { get; } = new(
        Fold(
            SubjectSide.User,
            new Identified { Id = "1", Time = At("2026-03-01T00:00:00Z"), ReceivedAt = Now, AccountId = "a1", Traits = Map(("role", Value.String("admin")), ("seats", Value.Int(5))) },
            new Viewed { Id = "2", Time = At("2026-03-09T00:00:00Z"), ReceivedAt = Now, Path = "/billing" },
            Track("3", "2026-03-09T01:00:00Z", "import_failed", ("code", Value.String("E1")), ("feature", Value.String("csv"))),
            Track("4", "2026-03-09T02:00:00Z", "gantt_used", ("ms", Value.Int(90_000))),
            new Served { Id = "5", Time = At("2026-03-09T03:00:00Z"), ReceivedAt = Now, Surface = "home", CatalogHash = "h", Actions = [new ServedAction("upsell.runs", "default")] },
            Answer("6", "upsell.runs", Outcome.Snoozed) with { Until = At("2026-03-20T00:00:00Z") },
            Answer("7", "tour", Outcome.OptedOut)),
        Fold(
            SubjectSide.Account,
            new Grouped { Id = "1", Time = At("2026-03-01T00:00:00Z"), ReceivedAt = Now, AccountId = "a1", Traits = Map(("plan", Value.String("team"))) },
            Track("2", "2026-03-02T00:00:00Z", "quota_set", ("value", Value.Int(100))),
            Track("3", "2026-03-03T00:00:00Z", "quota_used", ("amount", Value.Int(42)))),
        "a1",
        new RequestContext(Locale: "de", Channel: "in_app"),
        Now)
    { Subject = new SubjectKey(new TenantId("acme/test"), SubjectKind.User, "u1") };

    /// <summary>The same person, as another catalog of the same state sees them.</summary>
    public static bool Holds(Catalog catalog, string source)
    {
        var audience = new AudienceCompiler(catalog).Compile(source, out var problems);
        Assert.True(audience is not null, problems.IsEmpty ? "" : problems[0].Render(source));
        return audience.Matches(Somebody);
    }

    /// <summary>A visitor without any history or account.</summary>
    public static AudienceContext Nobody { get; } = new(new Profile(Plan, SubjectSide.User), null, null, RequestContext.None, Now)
    {
        Subject = new SubjectKey(new TenantId("acme/test"), SubjectKind.Anonymous, "v1"),
    };

    public static Catalog Make(params ImmutableArray<StageDefinition> stages) => new()
    {
        Name = "product",
        Hash = default,
        Traits =
        [
            new TraitDefinition("role", SubjectSide.User, ValueKind.String, PerAccount: true, []),
            new TraitDefinition("seats", SubjectSide.User, ValueKind.Int, false, []),
            new TraitDefinition("score", SubjectSide.User, ValueKind.Double, false, []),
            new TraitDefinition("beta", SubjectSide.User, ValueKind.Bool, false, []),
            new TraitDefinition("renewal", SubjectSide.User, ValueKind.Timestamp, false, []),
            new TraitDefinition("plan", SubjectSide.Account, ValueKind.String, false, []),
        ],
        Errors = [new ErrorDefinition("import", SubjectSide.User, On("import_failed"), "code", "feature", null, null)],
        Meters = [new MeterDefinition("runs", SubjectSide.Account, MeterPeriod.Month, On("quota_used"), "amount", MeterMode.Add, On("quota_set"), "value")],
        Checklists =
        [
            new ChecklistDefinition("setup", SubjectSide.User, [], null, [new ChecklistStep("import", On("import_failed")), new ChecklistStep("invite", On("invited"))]),
        ],
        Features = [new FeatureDefinition("gantt", SubjectSide.User, On("gantt_used"), "ms")],
        Counters = [new CounterDefinition("failures", SubjectSide.User, On("import_failed"), TimeSpan.FromDays(7), TimeSpan.FromHours(6))],
        Actions = [Action("upsell.runs"), Action("tour")],
        Stages = stages,
    };

    private static ActionDefinition Action(string id) => new()
    {
        Id = id,
        Kind = "offer",
        Surfaces = ["home"],
        Audience = "true",
        Content = new LocalizedContent(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty),
        Why = ImmutableSortedDictionary<string, string>.Empty,
    };

    private static EventSelector On(string name) => new(name, []);

    private static Tracked Track(string id, string time, string name, params (string Key, Value Value)[] properties) =>
        new() { Id = id, Time = At(time), ReceivedAt = Now, Name = name, Properties = Map(properties) };

    private static OutcomeRecorded Answer(string id, string action, Outcome outcome) =>
        new() { Id = id, Time = At("2026-03-09T02:00:00Z"), ReceivedAt = Now, DecisionId = "d", ActionId = action, Outcome = outcome };

    private static ValueMap Map(params (string Key, Value Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(Value.String(entry.Key), entry.Value))]);

    private static Profile Fold(SubjectSide side, params Event[] events)
    {
        var profile = new Profile(Plan, side);
        foreach (var one in events)
        {
            Evolve.Apply(Plan, profile, profile.Version + 1, one);
        }

        return profile;
    }
}
