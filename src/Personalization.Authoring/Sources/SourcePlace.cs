namespace Personalization.Authoring.Sources;

/// <summary>A place in a source file.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Column">From 1; 0 for the file as a whole.</param>
internal readonly record struct SourcePlace(string File, int Line, int Column)
{
    /// <summary>The file as a whole.</summary>
    public static SourcePlace Whole(string file) => new(file, 0, 0);

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
