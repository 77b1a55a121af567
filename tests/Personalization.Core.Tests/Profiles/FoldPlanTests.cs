using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Tests.Calendars;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class FoldPlanTests
{
    public static TheoryData<string, Func<Catalog, Catalog>> Unfelt => new()
    {
        { "audience", model => model with { Actions = model.Actions.SetItem(0, model.Actions[0] with { Audience = "false", Priority = 5 }) } },
        { "stage", model => model with { Stages = [new("new", SubjectSide.User, "true")] } },
        { "surface", model => model with { Surfaces = [.. model.Surfaces, new("other", "in_app", 1)] } },
        { "default of a topic", model => model with { Topics = [model.Topics[0] with { IsOnByDefault = false, ParentSlot = 1 }, .. model.Topics[1..]] } },
        { "order of questions", model => model with { Segments = [.. model.Segments.Reverse()], Stages = [new("new", SubjectSide.User, "user.did(\"made\")")] } },
        { "content hash", model => model with { Hash = new CatalogHash("1") } },
        { "name of a meter", model => model with { Meters = model.Meters.SetItem(0, model.Meters[0] with { Id = "renamed" }) } },
        { "roles of a checklist", model => model with { Checklists = model.Checklists.SetItem(0, model.Checklists[0] with { Roles = ["admin"], RoleTrait = "role" }) } },
    };

    public static TheoryData<string, Func<Catalog, Catalog>> Felt => new()
    {
        { "paths", model => model with { PathLength = 6 } },
        { "trait name", model => model with { Traits = model.Traits.SetItem(0, model.Traits[0] with { Id = "job" }) } },
        { "trait values", model => model with { Traits = model.Traits.SetItem(0, model.Traits[0] with { Allowed = [Value.String("admin")] }) } },
        { "trait per account", model => model with { Traits = model.Traits.SetItem(0, model.Traits[0] with { PerAccount = false }) } },
        { "error selector", model => model with { Errors = model.Errors.SetItem(0, model.Errors[0] with { Raised = On("other") }) } },
        { "error resolution", model => model with { Errors = model.Errors.SetItem(0, model.Errors[0] with { Resolved = null }) } },
        { "meter condition", model => model with { Meters = model.Meters.SetItem(0, model.Meters[0] with { Used = On("spent", ("meter", Value.Int(1))) }) } },
        { "meter period", model => model with { Meters = model.Meters.SetItem(0, model.Meters[0] with { Period = MeterPeriod.Day }) } },
        { "steps", model => model with { Checklists = model.Checklists.SetItem(0, model.Checklists[0] with { Steps = model.Checklists[0].Steps[..2] }) } },
        { "time spent", model => model with { Features = model.Features.SetItem(0, model.Features[0] with { SpentProperty = null }) } },
        { "bucket", model => model with { Counters = model.Counters.SetItem(0, model.Counters[0] with { Bucket = TimeSpan.FromHours(12) }) } },
        { "cap size", model => model with { Caps = model.Caps.SetItem(0, model.Caps[0] with { Max = 4 }) } },
        { "cap window", model => model with { Caps = model.Caps.SetItem(0, model.Caps[0] with { Window = TimeSpan.FromDays(8) }) } },
        { "action's cap", model => model with { Actions = model.Actions.SetItem(0, model.Actions[0] with { CapSlots = [] }) } },
        { "question for history", model => model with { Stages = [new("new", SubjectSide.User, "user.did(\"broke\")")] } },
        { "question in a text", model => model with { Actions = model.Actions.SetItem(0, Saying(model.Actions[0], "${user.times(\"broke\")} times")) } },
        { "question in a reason", model => model with { Actions = model.Actions.SetItem(0, model.Actions[0] with { Why = model.Actions[0].Why.Add("en", "${user.did(\"broke\")}") }) } },
        { "question of a flag", model => model with { Flags = [Flag("user.did(\"broke\")")] } },
        { "window", model => model with { Segments = [model.Segments[0] with { When = model.Segments[0].When.Replace("168h", "169h", StringComparison.Ordinal) }, model.Segments[1]] } },
        { "topic of an action", model => model with { Actions = [model.Actions[0] with { TopicSlot = 0 }, .. model.Actions[1..]] } },
        { "source", model => model with { DataSources = [new("crm")] } },
        { "name of a topic", model => model with { Topics = [new("tidings"), .. model.Topics[1..]] } },
        { "retention of an event", model => model with { Events = [Contract(30)] } },
        { "order of actions", model => model with { Actions = [.. model.Actions.Reverse()] } },
    };

    [Fact]
    public void How_long_an_event_is_kept_is_not_felt_but_that_it_goes_is() =>
        Assert.Equal(FoldPlan.Compile(Model with { Events = [Contract(30)] }).Hash, FoldPlan.Compile(Model with { Events = [Contract(60)] }).Hash);

    [Theory]
    [MemberData(nameof(Unfelt))]
    public void A_change_that_folding_does_not_feel_keeps_the_hash(string what, Func<Catalog, Catalog> change) =>
        Assert.True(Plan.Hash == FoldPlan.Compile(change(Model)).Hash, what);

    [Theory]
    [MemberData(nameof(Felt))]
    public void A_change_that_folding_feels_changes_the_hash(string what, Func<Catalog, Catalog> change) =>
        Assert.True(Plan.Hash != FoldPlan.Compile(change(Model)).Hash, what);

    [Fact]
    public void The_periods_of_a_budget_are_felt_and_its_size_is_not()
    {
        var budget = new BudgetDefinition("purse", 5, CalendarUnit.Hour, "EUR");
        var zones = new TimeZoneTable("test", new Dictionary<string, TimeZoneRules> { ["Europe/Berlin"] = SampleZones.Berlin }, ImmutableDictionary<string, string>.Empty);
        var model = Model with { Budgets = [budget], TimeZones = zones };
        var hash = FoldPlan.Compile(model).Hash;
        Assert.Equal(hash, FoldPlan.Compile(model with { Budgets = [budget with { MaxMillionths = 6, Unit = "" }] }).Hash);
        Assert.NotEqual(hash, FoldPlan.Compile(model with { Budgets = [budget with { Each = CalendarUnit.Day }] }).Hash);
        Assert.NotEqual(hash, FoldPlan.Compile(model with { TimeZone = "Europe/Berlin" }).Hash);
    }

    [Fact]
    public void Only_so_many_histories_are_kept()
    {
        var questions = string.Join(" || ", Enumerable.Range(0, 300).Select(at => $"user.did('e{at}')"));
        var model = Model with { Segments = [.. Enumerable.Range(0, 5).Select(at => new SegmentDefinition("s" + at, SubjectSide.User, questions.Replace("'e", $"'s{at}e", StringComparison.Ordinal), ""))] };
        Assert.Equal(Limits.HistoriesMax, FoldPlan.Compile(model).Histories.Length);
    }

    private static ActionDefinition Saying(ActionDefinition action, string text) => action with
    {
        Content = new(action.Content.ByLocale.Add("en", ImmutableSortedDictionary<string, string>.Empty.Add("title", text))),
    };

    private static FlagDefinition Flag(string when) => new()
    {
        Id = "flag",
        Variants = ImmutableSortedDictionary<string, Value>.Empty.Add("on", Value.Bool(true)),
        Default = "on",
        Rules = [new FlagRule(when, "on")],
    };

    [Fact]
    public void A_catalog_beyond_the_limits_is_refused()
    {
        Assert.Throws<ArgumentException>(() => FoldPlan.Compile(Model with { Caps = [new("much", SubjectSide.User, CapDefinition.MaxLimit + 1, null)] }));
        Assert.Throws<ArgumentException>(() => FoldPlan.Compile(Model with
        {
            Features = Enumerable.Range(0, Limits.SlotsMax + 1).Select(at => Model.Features[0]).ToImmutableArray(),
        }));
    }

    private static EventContract Contract(int days) => new("brief", SubjectSide.User, Core.Catalogs.Contracts.ContractSchema.Anything, "") { Retention = Days(days) };
}
