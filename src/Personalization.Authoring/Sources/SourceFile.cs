namespace Personalization.Authoring.Sources;

/// <summary>The text of a file of a catalog.</summary>
/// <param name="Path">The path as it was given; problems show it.</param>
/// <param name="Text">The whole text, without a byte order mark.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private string[]? lines;

    /// <summary>A line from 1, without its line break; empty beyond the end.</summary>
    public string Line(int line)
    {
        lines ??= Text.ReplaceLineEndings("\n").Split('\n');
        return line >= 1 && line <= lines.Length ? lines[line - 1] : "";
    }

    /// <summary>How many lines there are.</summary>
    public int LineCount => Line(1) is not null ? lines!.Length : 0;
}
