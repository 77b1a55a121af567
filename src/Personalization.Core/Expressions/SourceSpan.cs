namespace Personalization.Core.Expressions;

/// <summary>A run of characters of an expression's text.</summary>
/// <param name="Offset">Where it begins, counted in UTF-16 units from 0.</param>
/// <param name="Length">How many units long it is; 0 for a place between two characters, such as the end.</param>
public readonly record struct SourceSpan(int Offset, int Length)
{
    /// <summary>One past the last unit.</summary>
    public int End => Offset + Length;

    /// <summary>From the beginning of this one to the end of the other.</summary>
    public SourceSpan To(SourceSpan last) => new(Offset, last.End - Offset);

    /// <summary>The characters themselves.</summary>
    public string Of(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Substring(Offset, Length);
    }

    /// <summary>Line and column of the beginning.</summary>
    public SourcePosition PositionIn(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var line = 1;
        var lineStart = 0;
        for (var at = 0; at < Offset; at++)
        {
            // A carriage return ends a line of its own unless a line feed follows and does.
            if (source[at] == '\n' || (source[at] == '\r' && (at + 1 == source.Length || source[at + 1] != '\n')))
            {
                line++;
                lineStart = at + 1;
            }
        }

        return new SourcePosition(line, Offset - lineStart + 1);
    }
}
