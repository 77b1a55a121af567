using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>An action on a surface, compiled.</summary>
internal sealed class Candidate
{
    /// <summary>The action.</summary>
    public required ActionDefinition Action { get; init; }

    /// <summary>Its slot in the catalog.</summary>
    public required int Slot { get; init; }

    /// <summary>Who it is for.</summary>
    public required Audience Audience { get; init; }

    /// <summary>Its cap, or null.</summary>
    public required CapDefinition? Cap { get; init; }

    /// <summary>Whether the catalog takes consent to personalisation as given.</summary>
    public required bool HasConsentByDefault { get; init; }

    /// <summary>The languages that it is written in.</summary>
    public required LocaleChain Locales { get; init; }

    /// <summary>What is answered when it is chosen, by the index of the locale. The same for everybody, so it is made once.</summary>
    public required ChosenAction[] Answers { get; init; }

    /// <summary>What is answered to somebody who reads a language.</summary>
    public ChosenAction Answer(string? locale) => Answers[Locales.Find(locale)];
}
