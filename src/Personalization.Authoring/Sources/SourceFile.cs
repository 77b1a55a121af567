namespace Personalization.Authoring.Sources;

/// <summary>The text of a file of a catalog.</summary>
/// <param name="Path">The path as it was given; problems show it.</param>
/// <param name="Text">The whole text, without a byte order mark.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private string[]? lines;

    /// <summary>How many lines there are; at least one.</summary>
    public int LineCount => Lines.Length;

    // The breaks that the YAML parser counts: those of YAML 1.1.
    private string[] Lines => lines ??= Text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u0085', '\u2028', '\u2029');

    /// <summary>A line from 1, without its line break; empty beyond the end.</summary>
    public string Line(int line) => line >= 1 && line <= LineCount ? Lines[line - 1] : "";
}
