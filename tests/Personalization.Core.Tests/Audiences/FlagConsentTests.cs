using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Tests.Audiences;

public class FlagConsentTests
{
    private static readonly FlagEvaluation LeftOut = new(Value.String("v1"), "old", FlagReasons.ConsentDenied, null);

    [Theory]
    [InlineData("user.seats == 0")]
    [InlineData("user.traits.seats == 0")]
    [InlineData("!user['segments'].insider")]
    [InlineData("account.known || user.stage != 'x'")]
    [InlineData("!user.did('import_failed')")]
    public void A_rule_that_reads_the_person_is_not_asked_without_their_consent(string when)
    {
        Assert.Equal(FlagReasons.Rule, Evaluate(when, isGranted: true).Reason);
        Assert.Equal(LeftOut, Evaluate(when, isGranted: false));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("request.channel == ''")]
    [InlineData("!account.known && now > timestamp('2020-01-01T00:00:00Z')")]
    [InlineData("user.id == 'u1' && user.known")]
    [InlineData("!user.consents.personalization")]
    public void A_rule_that_reads_nothing_of_them_is_asked_all_the_same(string when) => Assert.Equal(FlagReasons.Rule, Evaluate(when, isGranted: false).Reason);

    [Fact]
    public void A_rule_behind_one_that_is_left_out_gives_its_variant()
    {
        var found = Evaluate(With("user.seats == 0", "true"), Says(isGranted: false));
        Assert.Equal(("lab", FlagReasons.Rule, 1), (found.Variant, found.Reason, found.Rule));
    }

    [Fact]
    public void Whoever_said_nothing_agrees_as_the_catalog_says()
    {
        var catalog = With("user.seats == 0");
        Assert.Equal(FlagReasons.Rule, Evaluate(catalog).Reason);
        Assert.Equal(LeftOut, Evaluate(AskingFirst(catalog)));
        Assert.Equal(FlagReasons.Rule, Evaluate(AskingFirst(catalog), Says(isGranted: true)).Reason);
    }

    [Fact]
    public void A_flag_that_is_off_is_off_whatever_they_agree_to()
    {
        var catalog = With("user.seats == 0");
        Assert.Equal(FlagReasons.Disabled, Evaluate(AskingFirst(catalog with { Flags = [catalog.Flags[0] with { IsDisabled = true }] })).Reason);
    }

    private static FlagEvaluation Evaluate(string when, bool isGranted) => Evaluate(With(when), Says(isGranted));

    private static FlagEvaluation Evaluate(Catalog catalog, params Event[] said)
    {
        var (compiler, plan) = (new AudienceCompiler(catalog), FoldPlan.Compile(catalog));
        Assert.Empty(compiler.FlagProblems);
        var profile = new Profile(plan, SubjectSide.User);
        foreach (var one in said)
        {
            Evolve.Apply(plan, profile, profile.Version + 1, one);
        }

        return compiler.Flags.Evaluate(0, new AudienceContext(profile, null, null, RequestContext.None, Product.Now) { Subject = Product.Somebody.Subject });
    }

    private static Catalog With(params string[] rules) => Product.Catalog with
    {
        Flags =
        [
            new FlagDefinition
            {
                Id = "editor",
                Variants = ImmutableSortedDictionary<string, Value>.Empty.Add("new", Value.String("v2")).Add("old", Value.String("v1")).Add("lab", Value.String("v3")),
                Default = "old",
                Rules = [.. rules.Select((when, at) => new FlagRule(when, at == 0 ? "new" : "lab"))],
            },
        ],
        Events = [new("import_failed", SubjectSide.User, ContractSchema.Compile(Value.Map(ValueMap.Empty), [])!, "")],
        Segments = [new("insider", SubjectSide.User, "user.role == 'admin'", "")],
    };

    private static Catalog AskingFirst(Catalog catalog) => catalog with
    {
        Purposes = catalog.Purposes.SetItem(
            PurposeDefinition.PersonalizationSlot, catalog.Purposes[PurposeDefinition.PersonalizationSlot] with { IsGrantedByDefault = false }),
    };

    private static Consented Says(bool isGranted) => new()
    {
        Id = "1",
        Time = Product.Now,
        ReceivedAt = Product.Now,
        Consents = new ValueMap([new(Value.String("personalization"), Value.Bool(isGranted))]),
    };
}
