using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Tests;

public class SecondSampleTests
{
    [Fact]
    public void The_two_samples_have_no_name_in_common()
    {
        var saas = NamesOf(Samples.Load(Samples.Saas).Catalog!);
        var learning = NamesOf(Samples.Load(Samples.Learning).Catalog!);

        Assert.True(saas.Count > 50);
        Assert.True(learning.Count > 25);
        Assert.Empty(saas.Intersect(learning, StringComparer.OrdinalIgnoreCase));
    }

    private static HashSet<string> NamesOf(Catalog catalog) =>
    [
        catalog.Name,
        .. catalog.Events.Select(contract => contract.Name),
        .. catalog.Events.SelectMany(contract => contract.Properties.DeclaredProperties),
        .. catalog.Traits.Select(trait => trait.Id),
        .. catalog.Errors.Select(error => error.Id),
        .. catalog.Meters.Select(meter => meter.Id),
        .. catalog.Checklists.Select(checklist => checklist.Id),
        .. catalog.Checklists.SelectMany(checklist => checklist.Steps).Select(step => step.Id),
        .. catalog.Features.Select(feature => feature.Id),
        .. catalog.Counters.Select(counter => counter.Id),
        .. catalog.Segments.Select(segment => segment.Id),
        .. catalog.Stages.Select(stage => stage.Id),
        .. catalog.Surfaces.Select(surface => surface.Id),
        .. catalog.Caps.Select(cap => cap.Id),
        .. catalog.Budgets.Select(budget => budget.Id),
        .. catalog.QuietHours.Select(hours => hours.Id),
        .. catalog.Groups.Select(group => group.Id),
        .. catalog.Tiers,
        .. catalog.Flags.Select(flag => flag.Id),
        .. catalog.Actions.Select(action => action.Id),
    ];
}
