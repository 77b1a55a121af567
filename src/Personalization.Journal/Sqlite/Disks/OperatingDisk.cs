namespace Personalization.Journal.Sqlite.Disks;

/// <summary>The disk of the operating system.</summary>
internal sealed class OperatingDisk : IDisk
{
    private readonly Action<string> syncFolder;

    /// <summary>The disk with another way to sync folders, which leaves no trace that could be looked at.</summary>
    internal OperatingDisk(Action<string> syncFolder) => this.syncFolder = syncFolder;

    /// <summary>The one that syncs.</summary>
    public static OperatingDisk Instance { get; } = new(FolderSync.Run);

    /// <inheritdoc/>
    public string? Vfs => null;

    /// <inheritdoc/>
    public void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        // Whoever syncs what is in it must not lose the folder itself with the power.
        var made = Allowed(folder, () => Directory.CreateDirectory(folder).FullName);
        syncFolder(Path.GetDirectoryName(made) ?? made);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string folder)
    {
        MakeFolder(folder);
        try
        {
            // The operating system lets go when the process dies.
            var path = Path.Combine(folder, "journal.lock");
            return Allowed(path, () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new FolderLockedException(folder, e);
        }
    }

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> Files(string folder) =>
        Directory.Exists(folder) ? Allowed<string[]>(folder, () => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))]) : [];

    /// <inheritdoc/>
    public void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        syncFolder(Path.GetDirectoryName(Path.GetFullPath(to)) ?? to);
    }

    /// <inheritdoc/>
    public IDiskFile Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new OperatingFile(Allowed(path, () => new FileStream(path, options)));
    }

    private static T Allowed<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new AccessDeniedException(path, e);
        }
    }
}
