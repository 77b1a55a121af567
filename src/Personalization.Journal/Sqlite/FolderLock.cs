namespace Personalization.Journal.Sqlite;

/// <summary>Holds a data folder for one process: the fence of the embedded journal. The operating system lets go when the process dies.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    /// <summary>Takes the folder, which is made where it is missing. Throws <see cref="FolderLockedException"/> where another holds it.</summary>
    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            throw new FolderLockedException(folder, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
