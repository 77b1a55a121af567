using System.Collections.Immutable;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads actions.</summary>
internal sealed class ActionReader(CatalogScope scope, ImmutableArray<CapDefinition> caps, string defaultLocale)
{
    private static readonly TimeSpan AttributionWindowUnasked = TimeSpan.FromDays(7);
    private readonly SelectorReader selectors = new(scope);

    /// <summary>Reads all of them.</summary>
    public ImmutableArray<ActionDefinition> Read() => [.. scope.Section(SectionNames.Actions).Select(Read)];

    private ActionDefinition Read(Definition definition)
    {
        var goal = definition.Node["goal"];
        var surfaces = definition.Required("surfaces").Items;
        foreach (var surface in surfaces)
        {
            scope.Require(SectionNames.Surfaces, surface, "unknown_surface", "surface");
        }

        return new ActionDefinition
        {
            Id = definition.Id,
            Kind = definition.Text("kind"),
            Surfaces = [.. surfaces.Select(surface => surface.Text)],
            Audience = definition.Text("audience"),
            Priority = definition.Number("priority", 0),
            CapSlots = CapSlot(definition.Node["cap"]) is >= 0 and var slot ? [slot] : [],
            IsCritical = definition.Flag("critical"),
            Goal = goal is null ? null : selectors.Read(goal, null),
            AttributionWindow = goal?["within"] is { } within ? Durations.Parse(within.Text) : AttributionWindowUnasked,
            Content = ReadContent(definition),
            Why = ReadWhy(definition),
            Owner = definition.Text("owner"),
        };
    }

    private int CapSlot(SourceNode? cap)
    {
        if (cap is null)
        {
            return -1;
        }

        scope.Require(SectionNames.Caps, cap, "unknown_cap", "cap");
        for (var slot = 0; slot < caps.Length; slot++)
        {
            if (caps[slot].Id == cap.Text)
            {
                return slot;
            }
        }

        return -1;
    }

    private LocalizedContent ReadContent(Definition definition)
    {
        var content = definition.Node.Entry("content")!;
        RequireDefaultLocale(content);
        if (content.Value[defaultLocale] is { } standard)
        {
            foreach (var text in content.Value.Entries.SelectMany(locale => locale.Value.Entries))
            {
                if (standard[text.Key] is null)
                {
                    scope.Problems.Add(text.KeyPlace, "unknown_text", $"The default locale `{defaultLocale}` has no text `{text.Key}`.", Suggestion.For(text.Key, standard.Entries.Select(entry => entry.Key), "It has"));
                }
            }
        }

        return new LocalizedContent(content.Value.Entries.ToImmutableSortedDictionary(locale => locale.Key, locale => Texts(locale.Value), StringComparer.Ordinal));
    }

    private ImmutableSortedDictionary<string, string> ReadWhy(Definition definition)
    {
        var why = definition.Node.Entry("why")!;
        RequireDefaultLocale(why);
        return Texts(why.Value);
    }

    private void RequireDefaultLocale(SourceEntry texts)
    {
        if (texts.Value[defaultLocale] is null)
        {
            scope.Problems.Add(texts.KeyPlace, "missing_locale", $"`{texts.Key}` has no text in the default locale `{defaultLocale}`.", "It is what everybody falls back to; add it.");
        }
    }

    private static ImmutableSortedDictionary<string, string> Texts(SourceNode map) =>
        map.Entries.ToImmutableSortedDictionary(text => text.Key, text => text.Value.Text, StringComparer.Ordinal);
}
