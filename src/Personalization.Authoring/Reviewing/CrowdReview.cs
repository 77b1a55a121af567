using Personalization.Authoring.Definitions;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds exclusion groups and tag limits that leave room for all there is, so that they exclude nothing.</summary>
internal static class CrowdReview
{
    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        var catalog = scope.Catalog;
        foreach (var (group, slot) in scope.Section(SectionNames.Groups).Select((group, slot) => (group, slot)))
        {
            var members = catalog.Actions.Where(action => action.GroupSlot == slot).ToList();
            var most = catalog.Surfaces.Max(surface => (int?)Math.Min(surface.ActionsMax, On(surface, members))) ?? 0;
            if (members.Count > 0 && most <= catalog.Groups[slot].Max)
            {
                scope.Warn(
                    group.Place,
                    "group_never_binds",
                    members.Count == 1 ? $"Only `{members[0].Id}` is in the group `{group.Id}`." : $"No surface could show more than {most} of the actions of the group `{group.Id}`.",
                    "A group keeps the actions of one decision apart; to keep those of a day apart, use a cap or a gap.");
            }
        }

        foreach (var (definition, surface) in scope.Section(SectionNames.Surfaces).Zip(catalog.Surfaces))
        {
            foreach (var limit in surface.TagLimits)
            {
                var most = Math.Min(surface.ActionsMax, On(surface, catalog.Actions.Where(action => action.Tags.Contains(limit.Tag))));
                if (most <= limit.Max)
                {
                    scope.Warn(definition.Required("perTag").Entry(limit.Tag)!.KeyPlace, "tag_limit_never_binds", $"`{surface.Id}` could never show more than {most} with the tag `{limit.Tag}`.");
                }
            }
        }
    }

    private static int On(SurfaceDefinition surface, IEnumerable<ActionDefinition> actions) => actions.Count(action => action.Surfaces.Contains(surface.Id));
}
