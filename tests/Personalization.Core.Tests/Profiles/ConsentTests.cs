using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class ConsentTests
{
    [Fact]
    public void Who_said_nothing_is_of_no_opinion() => Assert.False(User(Track("e1", Start, "made")).TryGetConsent(PurposeDefinition.MarketingSlot, out _, out _));

    [Fact]
    public void What_was_said_last_counts_whenever_it_arrives()
    {
        var profile = User(Consent("e1", Start + Days(1), ("marketing", false)), Consent("e2", Start, ("marketing", true), ("analytics", true)));

        Assert.Equal(new Consent(false, "settings"), Said(profile, PurposeDefinition.MarketingSlot));
        Assert.Equal(new Consent(true, "settings"), Said(profile, PurposeDefinition.AnalyticsSlot));
    }

    [Fact]
    public void Any_event_may_carry_what_a_banner_was_told()
    {
        var carried = Track("e1", Start, "made") with { Consents = Map(("marketing", Value.Bool(false))) };

        Assert.Equal(new Consent(false, ""), Said(User(carried), PurposeDefinition.MarketingSlot));
    }

    [Fact]
    public void A_category_of_a_banner_means_the_purposes_that_name_it()
    {
        var plan = FoldPlan.Compile(Model with
        {
            Purposes = [.. PurposeDefinition.BuiltIn.Select(one => one.Id is "marketing" or "analytics" ? one with { Categories = ["C4", "Ads"] } : one)],
        });
        var profile = Fold(plan, SubjectSide.User, Track("e1", Start, "made") with { Consents = Map(("C4", Value.Bool(false)), ("personalization", Value.Bool(false))) });

        Assert.Equal(new Consent(false, ""), Said(profile, PurposeDefinition.MarketingSlot));
        Assert.Equal(new Consent(false, ""), Said(profile, PurposeDefinition.AnalyticsSlot));
        Assert.Equal(new Consent(false, ""), Said(profile, PurposeDefinition.PersonalizationSlot));
        Assert.Equal(new Consent(true, "settings"), Said(Fold(plan, SubjectSide.User, Consent("e1", Start, ("marketing", true))), PurposeDefinition.MarketingSlot));
    }

    [Fact]
    public void A_purpose_that_the_catalog_does_not_know_and_a_word_that_is_no_answer_are_passed_over()
    {
        var odd = Consent("e1", Start, ("world_domination", true)) with { Consents = Map(("world_domination", Value.Bool(true)), ("marketing", Text("yes"))) };

        Assert.False(User(odd).TryGetConsent(PurposeDefinition.MarketingSlot, out _, out _));
    }

    [Fact]
    public void An_account_agrees_to_nothing() =>
        Assert.False(Account(Track("e1", Start, "made") with { Consents = Map(("marketing", Value.Bool(true))) }).TryGetConsent(PurposeDefinition.MarketingSlot, out _, out _));

    [Fact]
    public void A_purpose_that_was_added_is_read_from_the_events_that_there_were()
    {
        var wider = FoldPlan.Compile(Model with { Purposes = [.. Model.Purposes, new PurposeDefinition("email", IsGrantedByDefault: true)] });

        Assert.Equal(new Consent(false, "settings"), Said(Fold(wider, SubjectSide.User, Consent("e1", Start, ("email", false))), PurposeDefinition.BuiltIn.Length));
        Assert.NotEqual(Plan.Hash, wider.Hash);
    }

    private static Consent? Said(Profile profile, int slot) => profile.TryGetConsent(slot, out var said, out _) ? said : null;
}
