using System.Collections.Immutable;
using Personalization.Core.Audiences;

namespace Personalization.Core.Decisions;

/// <summary>An action's texts in one language.</summary>
/// <param name="Standing">The answer with the texts that are the same for everybody.</param>
/// <param name="Texts">The texts with placeholders, by name in ordinal order.</param>
/// <param name="Why">The sentence that says why, where it has placeholders; else null.</param>
internal sealed record LocalizedText(ChosenAction Standing, ImmutableArray<KeyValuePair<string, TextTemplate>> Texts, TextTemplate? Why)
{
    /// <summary>Whether there are no placeholders.</summary>
    public bool IsStanding => Texts.IsEmpty && Why is null;

    /// <summary>Evaluates the placeholders.</summary>
    /// <returns>Null, or why one of them has no value.</returns>
    public string? Fill(in AudienceContext context, List<string> fills)
    {
        foreach (var text in Texts)
        {
            if (text.Value.Fill(context, fills) is { } problem)
            {
                return problem;
            }
        }

        return Why?.Fill(context, fills);
    }

    /// <summary>The answer with texts in the places of the placeholders.</summary>
    public ChosenAction Render(ReadOnlySpan<string> fills)
    {
        if (IsStanding)
        {
            return Standing;
        }

        var content = Standing.Content.ToBuilder();
        foreach (var (name, template) in Texts)
        {
            content[name] = template.Render(fills);
            fills = fills[Math.Min(template.Placeholders, fills.Length)..];
        }

        return Standing with { Content = content.ToImmutable(), Why = Why?.Render(fills) ?? Standing.Why };
    }
}
