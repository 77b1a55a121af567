namespace Personalization.Core.Expressions;

/// <summary>What is wrong with the text of an expression, and where.</summary>
/// <param name="Span">The characters that are meant.</param>
/// <param name="Message">One sentence for its author, with a suggestion where there is one.</param>
public sealed record ExpressionProblem(SourceSpan Span, string Message)
{
    /// <summary>The message with the line that it is about and carets below the characters that are meant.</summary>
    /// <param name="source">The whole text of the expression.</param>
    public string Render(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var position = Span.PositionIn(source);
        return $"{position.Line}:{position.Column}: {Message}\n{Excerpt(source)}";
    }

    /// <summary>The line that the problem is about and, below it, carets under the characters that are meant; both indented by two blanks.</summary>
    /// <param name="source">The whole text of the expression.</param>
    public string Excerpt(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var position = Span.PositionIn(source);
        var start = Span.Offset - (position.Column - 1);
        var end = source.AsSpan(start).IndexOfAny('\r', '\n');
        var line = end < 0 ? source[start..] : source.Substring(start, end);
        var carets = Math.Clamp(Span.Length, 1, Math.Max(1, line.Length - (position.Column - 1)));
        return $"  {line.Replace('\t', ' ')}\n  {new string(' ', position.Column - 1)}{new string('^', carets)}";
    }
}
