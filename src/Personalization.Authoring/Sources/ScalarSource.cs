using YamlDotNet.Core;

namespace Personalization.Authoring.Sources;

/// <summary>Where a scalar was read from: maps offsets into its text back to places in the file.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where the scalar starts, with its quote or block indicator.</param>
/// <param name="style">How it was written.</param>
internal sealed class ScalarSource(SourceFile file, SourcePlace start, ScalarStyle style)
{
    /// <summary>The place of a character of the scalar's text; that of the scalar where the way back is not certain.</summary>
    /// <param name="text">The text that was read.</param>
    /// <param name="offset">0 to the length of the text, which means the place just after it.</param>
    public SourcePlace PlaceOf(string text, int offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, text.Length);
        var wanted = offset;
        while (wanted == text.Length && wanted > 0 && (offset == text.Length || text[wanted] == '\n'))
        {
            wanted--;
        }

        var places = style is ScalarStyle.Literal or ScalarStyle.Folded
            ? BlockScalar.Places(file, start.Line, style == ScalarStyle.Folded, text.Length)
            : FlowScalar.Places(file, start, style, text.Length);
        if (wanted >= places.Count || !IsCertain(text[wanted], places[wanted]))
        {
            return start;
        }

        var (line, column) = places[wanted];
        return start with { Line = line, Column = column + (offset - wanted) };
    }

    private bool IsCertain(char one, (int Line, int Column) place)
    {
        var line = file.Line(place.Line);
        var isBreak = char.IsWhiteSpace(one);
        return isBreak || (place.Column <= line.Length && (line[place.Column - 1] == one || line[place.Column - 1] == '\\'));
    }
}
