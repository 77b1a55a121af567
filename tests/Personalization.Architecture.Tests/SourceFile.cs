namespace Personalization.Architecture.Tests;

/// <summary>A text file, by its path below the root of the repository.</summary>
public sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Whether programs write it as often as people do, such as a lock file.</summary>
    public bool IsData => Path.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>The lines with their numbers as people count them.</summary>
    public IEnumerable<(string Text, string Where)> Numbered() => Lines.Select((line, index) => (line, $"{Path}:{index + 1}"));
}
