namespace Personalization.Journal;

/// <summary>Another process, or another journal of this one, holds the data folder.</summary>
public sealed class FolderLockedException(string folder, Exception inner) : IOException(
    $"The data folder '{Path.GetFullPath(folder)}' is held by another process, such as a running server. Stop that one, or name another --data folder.", inner)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;
}
