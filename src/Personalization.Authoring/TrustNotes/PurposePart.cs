using Personalization.Core.Catalogs;

namespace Personalization.Authoring.TrustNotes;

/// <summary>What data are used for, purpose by purpose.</summary>
internal static class PurposePart
{
    /// <summary>Writes it.</summary>
    public static void Write(NotePage page, Catalog catalog, string? locale)
    {
        page.Heading(2, "What data are used for");
        page.Paragraph("Something is decided for a person only while they agree to `personalization` and to the purpose of what would be shown.");
        for (var slot = 0; slot < catalog.Purposes.Length; slot++)
        {
            var purpose = catalog.Purposes[slot];
            page.Heading(3, NotePage.Name(purpose.Id));
            if (TextOf(purpose, catalog, locale) is { } text)
            {
                page.Paragraph(NotePage.Sentence(text));
            }

            page.List(
            [
                $"Until a person says something: {(purpose.IsGrantedByDefault ? "granted" : "denied")}.",
                .. purpose.Categories.IsEmpty ? [] : new[] { $"In a consent banner: {NotePage.Names(purpose.Categories)}." },
                .. TraitsFor(catalog, slot),
                .. EventsFor(catalog, slot),
                .. ActionsFor(catalog, slot),
            ]);
        }
    }

    /// <summary>The text in the language asked for, a more general one, the catalog's own, or any that there is.</summary>
    private static string? TextOf(PurposeDefinition purpose, Catalog catalog, string? locale)
    {
        for (var asked = locale ?? ""; asked.Length > 0; asked = asked.LastIndexOf('-') is > 0 and var dash ? asked[..dash] : "")
        {
            if (purpose.Description.FirstOrDefault(text => string.Equals(text.Key, asked, StringComparison.OrdinalIgnoreCase)).Value is { } found)
            {
                return found;
            }
        }

        return purpose.Description.TryGetValue(catalog.DefaultLocale, out var own) ? own : purpose.Description.Values.FirstOrDefault();
    }

    private static IEnumerable<string> TraitsFor(Catalog catalog, int slot)
    {
        var traits = catalog.Traits.Where(trait => trait.Use.IsFor(slot)).ToList();
        foreach (var (side, who) in new[] { (SubjectSide.User, "the person"), (SubjectSide.Account, "their account") })
        {
            var names = traits.Where(trait => trait.Of == side).Select(trait => trait.Id).ToList();
            if (names.Count > 0)
            {
                yield return $"What is known of {who}: {NotePage.Names(names)}.";
            }
        }
    }

    private static IEnumerable<string> EventsFor(Catalog catalog, int slot)
    {
        foreach (var contract in catalog.Events)
        {
            var properties = contract.Properties.DeclaredProperties.Union(contract.PropertyUses.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(property => contract.UseOf(property).IsFor(slot)).ToList();
            if (contract.Use.IsFor(slot) || properties.Count > 0)
            {
                var what = contract.Use.IsFor(slot) ? $"That {NotePage.Name(contract.Name)} happened" : $"Of {NotePage.Name(contract.Name)}";
                yield return $"{what}{(properties.Count == 0 ? "" : contract.Use.IsFor(slot) ? $", with {NotePage.Names(properties)}" : $" alone {NotePage.Names(properties)}")}.";
            }
        }
    }

    private static IEnumerable<string> ActionsFor(Catalog catalog, int slot)
    {
        var actions = catalog.Actions.Where(action => action.PurposeSlot == slot).ToList();
        if (slot == PurposeDefinition.PersonalizationSlot && !catalog.Flags.IsEmpty)
        {
            yield return $"It decides the flags {NotePage.Names(catalog.Flags.Select(flag => flag.Id))}.";
        }

        foreach (var surface in catalog.Surfaces)
        {
            var shown = actions.Where(action => action.Surfaces.Contains(surface.Id)).Select(action => action.Id).ToList();
            if (shown.Count > 0)
            {
                yield return $"On {NotePage.Name(surface.Id)} ({NotePage.Name(surface.Channel)}) it can show {NotePage.Names(shown)}.";
            }
        }

        if (actions.Count == 0)
        {
            yield return "Nothing is shown for it.";
        }

        var critical = actions.Where(action => action.IsCritical).Select(action => action.Id).ToList();
        if (critical.Count > 0)
        {
            yield return $"Shown without consent too, as what people have to know: {NotePage.Names(critical)}.";
        }
    }
}
