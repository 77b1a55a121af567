using Personalization.Core.Audiences;

namespace Personalization.Core.Decisions;

/// <summary>What is shown of an action, in all its languages. What is the same for everybody is made once.</summary>
/// <param name="locales">The languages.</param>
/// <param name="texts">The texts by the index of the language.</param>
internal sealed class ContentPlan(LocaleChain locales, LocalizedText[] texts)
{
    private readonly bool isStanding = Array.TrueForAll(texts, text => text.IsStanding);

    /// <summary>Why the texts cannot be made for this person, or null where they can.</summary>
    public string? FindProblem(in Moment moment) => isStanding ? null : Find(moment.Language).Fill(moment.Inputs.Audience, []);

    /// <summary>What the placeholders are filled with for this person.</summary>
    public string[] Fill(string? language, in AudienceContext context)
    {
        if (isStanding)
        {
            return [];
        }

        var fills = new List<string>();
        return Find(language).Fill(context, fills) is { } problem ? throw new InvalidOperationException($"A chosen text has no value: {problem}.") : [.. fills];
    }

    /// <summary>What is answered to somebody who reads a language.</summary>
    public ChosenAction Render(string? language, ReadOnlySpan<string> fills) => Find(language).Render(fills);

    private LocalizedText Find(string? language) => texts[locales.Find(language)];
}
