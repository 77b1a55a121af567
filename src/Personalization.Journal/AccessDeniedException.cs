namespace Personalization.Journal;

/// <summary>A data folder or a file in it cannot be read and written by the user that runs this.</summary>
public sealed class AccessDeniedException(string path, Exception inner) : UnauthorizedAccessException(
    $"'{System.IO.Path.GetFullPath(path)}' cannot be opened for reading and writing. Run this as the user that owns it and its folder.", inner)
{
    /// <summary>The file or folder, as it was named.</summary>
    public string Path { get; } = path;
}
