namespace Personalization.Journal.Sqlite.Disks;

/// <summary>
/// Everything that the embedded journal does with files outside of SQLite, and the name of what SQLite itself does it through; so the journal runs on a simulated disk too.
/// What the user may not open throws <see cref="AccessDeniedException"/>.
/// </summary>
internal interface IDisk
{
    /// <summary>The name of the SQLite VFS (https://www.sqlite.org/vfs.html) that connections use; null for SQLite's own.</summary>
    string? Vfs { get; }

    /// <summary>Makes a folder where it is missing, with those above it.</summary>
    void MakeFolder(string folder);

    /// <summary>Takes a folder, which is made where it is missing, for one process until the result is disposed. Throws <see cref="FolderLockedException"/> where another holds it.</summary>
    IDisposable Lock(string folder);

    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>The bytes of a file; 0 where it is missing.</summary>
    long Length(string path);

    /// <summary>Deletes a file, if there is one.</summary>
    void Delete(string path);

    /// <summary>The names of the files in a folder, in no order; none where it is missing.</summary>
    IReadOnlyList<string> Files(string folder);

    /// <summary>Gives a file another name in its folder and waits until that is on the disk; one that has the name is replaced, by the whole of the other or not at all.</summary>
    void Move(string from, string to);

    /// <summary>Opens a file, beside others that have it open; makes it, readable by its owner alone, where it is missing.</summary>
    IDiskFile Open(string path);
}
