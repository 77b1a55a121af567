using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Archives;

/// <summary>The archives of a data folder, oldest first: commits 1, 2, 3 … without a gap.</summary>
internal sealed class ArchiveSet
{
    private readonly Lock changing = new();
    private volatile ArchiveFile[] files;

    private ArchiveSet(IDisk disk, string folder, ArchiveFile[] files)
    {
        Disk = disk;
        Folder = folder;
        this.files = files;
    }

    /// <summary>Where the files are.</summary>
    public IDisk Disk { get; }

    /// <summary>The folder of the files; it need not exist.</summary>
    public string Folder { get; }

    /// <summary>The files.</summary>
    public IReadOnlyList<ArchiveFile> Files => files;

    /// <summary>The last commit that is in an archive; 0 for none.</summary>
    public long LastCommit => files is [.., var last] ? last.LastCommit : 0;

    /// <summary>Reads what the files of a data folder say of themselves. Throws <see cref="JournalDamagedException"/> where one is damaged or missing.</summary>
    public static ArchiveSet Open(IDisk disk, string dataFolder)
    {
        var set = new ArchiveSet(disk, ArchiveFormat.FolderOf(dataFolder), []);
        set.Reload();
        return set;
    }

    /// <summary>A set without files, where those that there are cannot be used.</summary>
    public static ArchiveSet Empty(IDisk disk, string dataFolder) => new(disk, ArchiveFormat.FolderOf(dataFolder), []);

    /// <summary>Deletes what a process that died while it wrote has left; only for the one that holds the folder.</summary>
    public void DeleteUnfinished()
    {
        foreach (var name in Disk.Files(Folder).Where(ArchiveFormat.IsUnfinished))
        {
            Disk.Delete(Path.Combine(Folder, name));
        }
    }

    /// <summary>Looks again at the folder, which another process may have changed.</summary>
    public void Reload()
    {
        var found = new List<ArchiveFile>();
        foreach (var name in Disk.Files(Folder).Where(ArchiveFormat.IsArchive).Order(StringComparer.Ordinal))
        {
            found.Add(Read(name));
            var follows = found.Count > 1 ? found[^2].LastCommit + 1 : 1;
            if (found[^1].FirstCommit != follows)
            {
                throw new JournalDamagedException(follows, $"its archive is missing before {name}.");
            }
        }

        files = [.. found];
    }

    /// <summary>The file that holds a commit, or null.</summary>
    public ArchiveFile? Find(long commit)
    {
        var now = files;
        int low = 0, high = now.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = now[middle].LastCommit < commit ? (middle + 1, high) : (low, middle);
        }

        return low < now.Length && now[low].FirstCommit <= commit ? now[low] : null;
    }

    /// <summary>Adds the newest file.</summary>
    public void Add(ArchiveFile file)
    {
        lock (changing)
        {
            files = [.. files, file];
        }
    }

    /// <summary>Puts a file in the place of another one with the same commits.</summary>
    public void Replace(ArchiveFile old, ArchiveFile file)
    {
        lock (changing)
        {
            files = [.. files.Select(one => ReferenceEquals(one, old) ? file : one)];
        }
    }

    /// <summary>Looks again at a file that could not be read: an erasure, of another process too, may have put another one in its place that the set does not know yet.</summary>
    /// <returns>Whether it is another one.</returns>
    public bool Refresh(ArchiveFile unread)
    {
        if (!Disk.Exists(unread.Path) || Read(unread.Name) is not { } now || now.Blocks.SequenceEqual(unread.Blocks))
        {
            return false;
        }

        Replace(unread, now);
        return true;
    }

    private ArchiveFile Read(string name)
    {
        try
        {
            var file = ArchiveFooter.Read(Disk, Path.Combine(Folder, name));
            return string.Equals(name, ArchiveFormat.NameOf(file.FirstCommit, file.LastCommit), StringComparison.Ordinal)
                ? file
                : throw new InvalidDataException("It holds other commits than its name says.");
        }
        catch (InvalidDataException e)
        {
            throw JournalDamagedException.InArchive(name, e.Message, e);
        }
    }
}
