using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Tests;

public class SaasSampleTests
{
    private static readonly Catalog Catalog = Samples.Load(Samples.Saas).Catalog!;

    [Theory]
    [InlineData("import_failed", "code", "feature")]
    [InlineData("import_completed", "rows", "feature")]
    [InlineData("user_invited", "role")]
    [InlineData("project_created", "template")]
    [InlineData("report_exported", "format")]
    [InlineData("feature_used", "feature")]
    [InlineData("quota_used", "meter", "amount")]
    [InlineData("quota_set", "meter", "limit")]
    public void It_declares_the_events_that_clients_rely_on(string name, params string[] properties)
    {
        var contract = Assert.Single(Catalog.Events, contract => contract.Name == name);

        Assert.Subset(contract.Properties.DeclaredProperties.ToHashSet(), properties.ToHashSet());
    }

    [Fact]
    public void It_has_the_traits_meters_surfaces_and_actions_that_clients_rely_on()
    {
        Assert.Subset(Catalog.Traits.Select(trait => trait.Id).ToHashSet(), new HashSet<string> { "role", "plan", "locale", "timezone" });
        Assert.Equal(["runs", "seats"], Catalog.Meters.Select(meter => meter.Id));
        Assert.Subset(
            Catalog.Surfaces.Select(surface => surface.Id).ToHashSet(),
            new HashSet<string> { "home.card", "home.checklist", "editor.tooltip", "billing.banner", "email" });
        Assert.Subset(
            Catalog.Actions.Select(action => action.Id).ToHashSet(),
            new HashSet<string> { "help.import_failed", "checklist.admin", "checklist.member", "upsell.runs" });
    }

    [Fact]
    public void The_upsell_of_runs_is_capped_at_two_in_seven_days_per_account()
    {
        var action = Assert.Single(Catalog.Actions, action => action.Id == "upsell.runs");

        Assert.Equal(new CapDefinition("upsell.runs", SubjectSide.Account, 2, TimeSpan.FromDays(7)), Catalog.Caps[Assert.Single(action.CapSlots)]);
    }

    [Fact]
    public void Every_action_has_an_owner_and_speaks_english_and_german()
    {
        Assert.All(Catalog.Actions, action =>
        {
            Assert.NotEmpty(action.Owner);
            Assert.Equal(["de", "en"], action.Content.ByLocale.Keys);
            Assert.Equal(["de", "en"], action.Why.Keys);
            Assert.Equal(action.Content.ByLocale["en"].Keys, action.Content.ByLocale["de"].Keys);
        });
    }

    [Fact]
    public void Nothing_in_the_samples_is_hardly_meant() =>
        Assert.All((string[])[Samples.Saas, Samples.Learning], folder => Assert.Empty(CatalogLoader.LoadFolder(folder, review: new CatalogReview(new DateOnly(2026, 12, 1))).Warnings));

    [Fact]
    public void It_shows_what_a_catalog_can_say_of_serving()
    {
        Assert.All([Catalog.Segments.Length, Catalog.Budgets.Length, Catalog.QuietHours.Length, Catalog.Groups.Length, Catalog.Tiers.Length, Catalog.Flags.Length], count => Assert.NotEqual(0, count));
        Assert.Contains(Catalog.Caps, cap => cap.IsGap);
        Assert.Equal(5, Assert.Single(Catalog.Checklists, checklist => checklist.Id == "admin_setup").Steps.Length);
        Assert.Equal(5, Catalog.Checklists.Max(checklist => checklist.Steps.Length));
    }
}
