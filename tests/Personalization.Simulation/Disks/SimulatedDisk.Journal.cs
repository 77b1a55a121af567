using Personalization.Journal;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Simulation.Disks.Vfs;

namespace Personalization.Simulation.Disks;

/// <content>The disk as the journal sees it beside SQLite.</content>
public sealed partial class SimulatedDisk : IDisk
{
    private bool isLocked;

    /// <inheritdoc/>
    string? IDisk.Vfs => SimulatedVfs.Name;

    /// <inheritdoc/>
    void IDisk.MakeFolder(string folder)
    {
        // Folders inside of the only one are parts of names.
    }

    /// <inheritdoc/>
    IDisposable IDisk.Lock(string folder)
    {
        if (isLocked)
        {
            throw new FolderLockedException(folder, new IOException("Another one holds it."));
        }

        isLocked = true;
        return new FolderLock(this, Life);
    }

    /// <inheritdoc/>
    bool IDisk.Exists(string path) => Exists(NameOf(path));

    /// <inheritdoc/>
    long IDisk.Length(string path) => Length(NameOf(path));

    /// <inheritdoc/>
    void IDisk.Delete(string path)
    {
        if (IsDown || !TryDelete(NameOf(path), synced: false))
        {
            throw new IOException("The simulated disk deletes nothing.");
        }
    }

    /// <inheritdoc/>
    IReadOnlyList<string> IDisk.Files(string folder)
    {
        var prefix = NameOf(Path.Combine(folder, "."))[..^1];
        return [.. Files.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name[prefix.Length..].Contains('/')).Select(name => name[prefix.Length..])];
    }

    /// <inheritdoc/>
    void IDisk.Move(string from, string to)
    {
        if (IsDown || !TryMove(NameOf(from), NameOf(to)))
        {
            throw new IOException("The simulated disk renames nothing.");
        }
    }

    /// <inheritdoc/>
    IDiskFile IDisk.Open(string path)
    {
        var name = NameOf(path);
        var file = IsDown ? null : FindOrMake(name);
        return file is null ? throw new IOException("The simulated disk opens nothing.") : new SimulatedDiskFile(new OpenFile(this, file, name, syncsFolder: false));
    }

    private string NameOf(string path) => TryFind(path, out var disk, out var name) && ReferenceEquals(disk, this)
        ? name
        : throw new IOException($"{path} is not on this simulated disk.");

    private sealed class FolderLock(SimulatedDisk disk, int life) : IDisposable
    {
        public void Dispose() => disk.isLocked &= disk.Life != life;
    }
}
