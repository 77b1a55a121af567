using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Tests.Catalogs.Contracts;

namespace Personalization.Core.Tests.Catalogs;

public class ContractCheckTests
{
    [Theory]
    [InlineData("""{"properties":{"a":true}}""", """{"a":1,"b":2,"c":{"a":1}}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":true}}""", """{"b":2,"a":1}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":true}}""", """{"b":2}""", "{}")]
    [InlineData("""{"properties":{"a":{"properties":{"b":true}}}}""", """{"a":{"b":1,"c":2}}""", """{"a":{"b":1,"c":2}}""")]
    [InlineData("""{"patternProperties":{"^x_":true}}""", """{"x_1":1,"y_1":2}""", """{"x_1":1}""")]
    [InlineData("""{"required":["a"]}""", """{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"$ref":"#/$defs/one","$defs":{"one":{"properties":{"a":true}},"other":{"properties":{"b":true}}}}""", """{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"anyOf":[{"required":["a"]},{"properties":{"b":true}}],"if":{"properties":{"c":true}},"then":{"allOf":[{"dependentRequired":{"d":["a"]}}]}}""", """{"a":1,"b":2,"c":3,"d":4,"e":5}""", """{"a":1,"b":2,"c":3,"d":4}""")]
    [InlineData("true", """{"a":1}""", "{}")]
    public void What_a_contract_names_nowhere_is_dropped_from_the_top(string schema, string came, string kept)
    {
        var stored = Check(Contract(schema, UnknownFieldPolicy.Drop), Track(came));

        Assert.Null(stored.Problem);
        Assert.Equal(Json.Read(kept).AsMap, ((Tracked)stored.Event).Properties);
        Assert.Equal(Json.Read(came).AsMap.Count - Json.Read(kept).AsMap.Count, stored.Dropped);
    }

    [Fact]
    public void What_is_dropped_is_not_checked_and_what_is_forbidden_is_not_dropped()
    {
        var contract = Contract("""{"properties":{"a":true},"maxProperties":1,"not":{"required":["secret"]}}""", UnknownFieldPolicy.Drop);

        Assert.Null(Check(contract, Track("""{"a":1,"b":2}""")).Problem);
        Assert.NotNull(Check(contract, Track("""{"secret":1}""")).Problem);
    }

    [Fact]
    public void An_event_that_needs_nothing_dropped_stays_the_same_object()
    {
        var came = Track("""{"a":1}""");

        Assert.Same(came, Check(Contract("""{"properties":{"a":true}}""", UnknownFieldPolicy.Drop), came).Event);
        Assert.Same(came, Check(Contract("{}", UnknownFieldPolicy.Keep), came).Event);
    }

    [Fact]
    public void Names_that_take_too_long_to_match_refuse_the_event()
    {
        var contract = Contract("""{"patternProperties":{"(x+x+)+y":true}}""", UnknownFieldPolicy.Drop);
        var names = string.Join(',', Enumerable.Range(0, 3_000).Select(at => $"\"{new string('x', 400)}{at}\":1"));

        Assert.Equal(("too_costly", "/properties"), Told(Check(contract, Track($"{{{names}}}"))));
    }

    [Theory]
    [InlineData(UnknownFieldPolicy.Keep, """{"b":2}""", null)]
    [InlineData(UnknownFieldPolicy.Drop, "{}", null)]
    [InlineData(UnknownFieldPolicy.Refuse, null, "/properties/b")]
    public void Of_events_without_a_contract_no_property_is_named(UnknownFieldPolicy policy, string? kept, string? path)
    {
        var found = Check(Bare with { UnknownEvents = UnknownEventPolicy.Keep, UnknownProperties = policy }, Track("""{"b":2}"""));

        Assert.Equal(path is null ? null : ("unexpected_property", path), Told(found));
        Assert.Equal(kept is null ? null : Json.Read(kept).AsMap, found.Problem is null ? ((Tracked)found.Event).Properties : null);
    }

    [Theory]
    [InlineData(UnknownFieldPolicy.Keep, 1)]
    [InlineData(UnknownFieldPolicy.Drop, 0)]
    [InlineData(UnknownFieldPolicy.Refuse, 0)]
    public void Properties_of_views_are_dropped_rather_than_refused(UnknownFieldPolicy policy, int left)
    {
        var view = new Viewed { Id = "e", Time = default, ReceivedAt = default, Path = "/", IsScreen = false, Properties = Json.Read("""{"referrer":"x"}""").AsMap };

        var found = Check(Bare with { UnknownProperties = policy }, view);

        Assert.Null(found.Problem);
        Assert.Equal((left, 1 - left), (((Viewed)found.Event).Properties.Count, found.Dropped));
    }

    [Fact]
    public void Traits_that_are_not_declared_for_the_side_are_dropped_or_refused()
    {
        var traits = Json.Read("""{"role":"a","plan":"x","shoe":1}""").AsMap;
        Event[] both = [new Identified { Id = "e", Time = default, ReceivedAt = default, Traits = traits }, new Grouped { Id = "e", Time = default, ReceivedAt = default, AccountId = "a", Traits = traits }];
        var catalog = Bare with
        {
            Traits = [new TraitDefinition("role", SubjectSide.User, ValueKind.String, false, []), new TraitDefinition("plan", SubjectSide.Account, ValueKind.String, false, [])],
        };

        Assert.Equal(["role", "plan"], both.Select(one => Assert.Single(TraitsOf(Check(catalog with { UnknownTraits = UnknownFieldPolicy.Drop }, one).Event).Entries.ToArray()).Key.AsString));
        Assert.Equal([("unknown_trait", "/traits/plan"), ("unknown_trait", "/traits/role")], both.Select(one => Told(Check(catalog with { UnknownTraits = UnknownFieldPolicy.Refuse }, one))!.Value));
        Assert.All(both, one => Assert.Same(one, Check(catalog, one).Event));
    }

    private static Catalog Bare => new() { Name = "test", Hash = new CatalogHash(new string('0', 64)) };

    private static Catalog Contract(string schema, UnknownFieldPolicy policy) =>
        Bare with { Events = [new EventContract("happened", SubjectSide.User, ContractSchema.Compile(Json.Read(schema), [])!, "") { UnknownProperties = policy }] };

    private static Tracked Track(string properties) =>
        new() { Id = "e", Time = default, ReceivedAt = default, Name = "happened", Properties = Json.Read(properties).AsMap };

    private static CheckedEvent Check(Catalog catalog, Event one) => ContractCheck.Check(ContractIndex.Of(catalog), one);

    private static (string Code, string Path)? Told(CheckedEvent found) => found.Problem is { } problem ? (problem.Code, problem.Path) : null;

    private static ValueMap TraitsOf(Event one) => one is Identified identified ? identified.Traits : ((Grouped)one).Traits;
}
