using System.Collections.Immutable;
using System.Text;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>A text with placeholders, compiled: <c>You used ${account.meters.runs.used} runs.</c> Immutable.</summary>
public sealed class TextTemplate
{
    private readonly ImmutableArray<string> pieces;
    private readonly ImmutableArray<Expression<AudienceContext>> placeholders;

    internal TextTemplate(ImmutableArray<string> pieces, ImmutableArray<Expression<AudienceContext>> placeholders)
    {
        this.pieces = pieces;
        this.placeholders = placeholders;
    }

    /// <summary>How many placeholders there are; 0 for a text that is the same for everybody.</summary>
    public int Placeholders => placeholders.Length;

    /// <summary>Where the expressions of a text's placeholders stand in it, up to the first that is not closed.</summary>
    public static ImmutableArray<SourceSpan> FindExpressions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TemplateSyntax.Split(text, out _).Expressions;
    }

    /// <summary>Evaluates the placeholders in their order.</summary>
    /// <param name="context">Whom the text is for.</param>
    /// <param name="fills">Takes a text for each.</param>
    /// <returns>Null, or why one of them has no value.</returns>
    public string? Fill(in AudienceContext context, ICollection<string> fills)
    {
        ArgumentNullException.ThrowIfNull(fills);
        foreach (var placeholder in placeholders)
        {
            var value = placeholder.Evaluate(in context);
            if (value.Kind == ValueKind.Error)
            {
                return $"${{{AudienceCompiler.PlaceholderOf(placeholder.Source)}}}: {value.AsError}";
            }

            fills.Add(value.AsString);
        }

        return null;
    }

    /// <summary>Puts texts in the places of the placeholders.</summary>
    /// <param name="fills">A text for each; where there are too few, the rest stays empty.</param>
    public string Render(ReadOnlySpan<string> fills)
    {
        if (placeholders.IsEmpty)
        {
            return pieces[0];
        }

        var text = new StringBuilder(pieces[0]);
        for (var at = 1; at < pieces.Length; at++)
        {
            text.Append(at <= fills.Length ? fills[at - 1] : "").Append(pieces[at]);
        }

        return text.ToString();
    }
}
