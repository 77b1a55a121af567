using Personalization.Authoring.Definitions;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Reviewing;

/// <summary>Finds definitions that nothing refers to.</summary>
internal static class UseReview
{
    /// <summary>Notes the warnings.</summary>
    public static void Check(ReviewScope scope)
    {
        var (catalog, sources) = (scope.Catalog, scope.Sources);
        Unused(scope, SectionNames.Channels, "channel", "No surface is of it.", sources.Used(SectionNames.Surfaces, "channel"));
        Unused(scope, SectionNames.Surfaces, "surface", "No action is shown there.", catalog.Actions.SelectMany(action => action.Surfaces));
        Unused(scope, SectionNames.Groups, "group", "No action is in it.", sources.Used(SectionNames.Actions, "group"));
        Unused(scope, SectionNames.Budgets, "budget", "No action spends from it.", catalog.Actions.SelectMany(action => action.Spends).Select(spend => catalog.Budgets[spend.BudgetSlot].Id));
        Unused(scope, SectionNames.QuietHours, "quiet hours", "No surface and no channel has them.", sources.Used(SectionNames.Surfaces, "quietHours").Concat(sources.Used(SectionNames.Channels, "quietHours")));
        Unused(scope, SectionNames.Topics, "topic", "No action is of it, and no topic is a part of it.", sources.Used(SectionNames.Actions, "topic").Concat(sources.Used(SectionNames.Topics, "parent")));
        foreach (var (tier, slot) in sources.Tiers.Select((tier, slot) => (tier, slot)).Where(at => !catalog.Actions.Any(action => action.Tier == at.slot)))
        {
            scope.Warn(tier.Place, "unused", $"The tier `{tier.Text}` is not used.", "No action is of it.");
        }

        var paths = ExpressionUse.FindAll(sources).SelectMany(use => PathUse.FindAll(use.Source)).Select(path => path.Names).ToList();
        Unused(scope, SectionNames.Segments, "segment", "No condition and no text reads it.", paths.Where(names => names is [_, "segments", _, ..]).Select(names => names[2]));
        Unused(scope, SectionNames.Traits, "trait", "Undeclared traits are kept in the journal all the same.", paths.SelectMany(names => TraitsOf(names)).Concat(TraitsOf(catalog)));
    }

    private static void Unused(ReviewScope scope, string section, string what, string hint, IEnumerable<string> used)
    {
        var names = used.ToHashSet(StringComparer.Ordinal);
        foreach (var definition in scope.Section(section).Where(definition => !names.Contains(definition.Id)))
        {
            scope.Warn(definition.Place, "unused", $"The {what} `{definition.Id}` is not used.", hint);
        }
    }

    private static IEnumerable<string> TraitsOf(IReadOnlyList<string> names) => names switch
    {
        ["user" or "account", "traits", var trait, ..] => [trait],
        ["user" or "account", var member, ..] => [member],
        _ => [],
    };

    /// <summary>The traits that the catalog itself reads: for time zones, languages and checklists.</summary>
    private static IEnumerable<string> TraitsOf(Catalog catalog) =>
        ((int[])[catalog.UserTimeZoneTrait, catalog.AccountTimeZoneTrait, catalog.UserLocaleTrait])
            .Where(slot => slot >= 0)
            .Select(slot => catalog.Traits[slot].Id)
            .Concat(catalog.Checklists.Select(checklist => checklist.RoleTrait).OfType<string>());
}
