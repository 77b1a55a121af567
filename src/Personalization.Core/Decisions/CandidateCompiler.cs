using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>Makes the candidates of all surfaces of a catalog.</summary>
internal static class CandidateCompiler
{
    /// <summary>The name of what is served without an experiment.</summary>
    public const string DefaultVariant = "default";

    /// <summary>Compiles each action's condition once and lists the actions on their surfaces.</summary>
    public static IEnumerable<SurfacePlan> Compile(Catalog catalog, AudienceCompiler compiler)
    {
        var audiences = catalog.Actions.Select(action => Compile(compiler, action.Audience, action.Id)).ToArray();
        return catalog.Surfaces.Select(surface => new SurfacePlan(
            surface,
            [.. catalog.Actions
                .Select((action, slot) => (action, slot))
                .Where(at => at.action.Surfaces.Contains(surface.Id))
                .OrderByDescending(at => at.action.Priority)
                .ThenBy(at => at.action.Id, StringComparer.Ordinal)
                .Select(at => Candidate(catalog, surface, at.action, at.slot, audiences[at.slot]))]));
    }

    /// <summary>Compiles a condition of a checked catalog.</summary>
    public static Audience Compile(AudienceCompiler compiler, string condition, string owner) =>
        compiler.Compile(condition, out var problems)
            ?? throw new ArgumentException($"The condition of {owner} does not compile: {problems[0]}.", nameof(condition));

    private static Candidate Candidate(Catalog catalog, SurfaceDefinition surface, ActionDefinition action, int slot, Audience audience)
    {
        var locales = new LocaleChain(action.Content.ByLocale.Keys, catalog.DefaultLocale);
        var why = new LocaleChain(action.Why.Keys, catalog.DefaultLocale);
        ImmutableArray<Reason> reasons =
        [
            new(ReasonCodes.AudienceMatch, action.Audience),
            new(ReasonCodes.Priority, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"priority {action.Priority}")),
        ];
        return new Candidate
        {
            Action = action,
            Slot = slot,
            Audience = audience,
            Cap = action.CapSlot < 0 ? null : catalog.Caps[action.CapSlot],
            HasConsentByDefault = catalog.ConsentDefaults.GetValueOrDefault(ConsentGate.Purpose, true),
            Locales = locales,
            Answers = [.. locales.Locales.Select(locale => new ChosenAction(
                action.Id, action.Kind, DefaultVariant, surface.Channel, action.Content.ByLocale[locale], DeliverAt: null, reasons, Why(action, why, locale)))],
        };
    }

    private static string Why(ActionDefinition action, LocaleChain chain, string locale) =>
        action.Why.IsEmpty ? "" : action.Why[chain.Locales[chain.Find(locale)]];
}
