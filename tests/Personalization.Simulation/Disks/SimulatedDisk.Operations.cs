namespace Personalization.Simulation.Disks;

/// <content>What the VFS and the journal do with the files.</content>
public sealed partial class SimulatedDisk
{
    /// <summary>Whether there is a file of that name.</summary>
    internal bool Exists(string name) => names.ContainsKey(name);

    /// <summary>Finds a file.</summary>
    internal SimulatedFile? Find(string name) => names.GetValueOrDefault(name);

    /// <summary>Finds a file or makes it; null where the power goes meanwhile.</summary>
    internal SimulatedFile? FindOrMake(string name)
    {
        if (Find(name) is { } file)
        {
            return file;
        }

        if (!TryChange())
        {
            return null;
        }

        file = new SimulatedFile();
        names[name] = file;
        Changed(name, file);
        return file;
    }

    /// <summary>Deletes a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="synced">Whether the folder is synced as well.</param>
    /// <returns>Whether that went well; deleting nothing does.</returns>
    internal bool TryDelete(string name, bool synced)
    {
        if (!names.ContainsKey(name))
        {
            return true;
        }

        if (!TryChange())
        {
            return false;
        }

        names.Remove(name);
        Changed(name, null);
        if (synced)
        {
            SyncFolder();
        }

        return true;
    }

    /// <summary>Gives a file another name and syncs the folder.</summary>
    internal bool TryMove(string from, string to)
    {
        if (!TryChange() || !names.Remove(from, out var file))
        {
            return false;
        }

        names[to] = file;
        Changed(to, file);
        changes.Add(new FolderChange(order, from, null));
        takenForClean.Remove(from);
        if (!TryChange())
        {
            return false;
        }

        if (IsDue(FaultKind.FailedSync))
        {
            FailFolderSync(from, to);
            return false;
        }

        SyncFolder();
        return true;
    }

    /// <summary>Reads; the rest is zeros.</summary>
    internal DiskAnswer Read(SimulatedFile file, long at, Span<byte> into)
    {
        if (IsDown || IsDue(FaultKind.FailedRead))
        {
            return DiskAnswer.Failed;
        }

        var count = file.Cached.Read(at, into);
        into[count..].Clear();
        return count == into.Length ? DiskAnswer.Done : DiskAnswer.Short;
    }

    /// <summary>Writes into the page cache.</summary>
    internal DiskAnswer Write(SimulatedFile file, long at, ReadOnlySpan<byte> from)
    {
        var write = new PendingWrite(++order, at, from.ToArray());
        if (!TryChange(file, write))
        {
            return DiskAnswer.Failed;
        }

        if (at + from.Length > file.Cached.Length && IsFull())
        {
            return DiskAnswer.Full;
        }

        if (IsDue(FaultKind.FailedWrite))
        {
            return DiskAnswer.Failed;
        }

        file.Write(write);
        return DiskAnswer.Done;
    }

    /// <summary>Cuts a file's end off, in the page cache.</summary>
    internal DiskAnswer Truncate(SimulatedFile file, long to)
    {
        var write = new PendingWrite(++order, to, null);
        if (!TryChange(file, write))
        {
            return DiskAnswer.Failed;
        }

        file.Write(write);
        return DiskAnswer.Done;
    }

    /// <summary>Makes a file's writes durable.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its name, which becomes durable too.</param>
    /// <param name="withFolder">Whether the folder is synced as well.</param>
    internal DiskAnswer Sync(SimulatedFile file, string name, bool withFolder)
    {
        if (!TryChange())
        {
            return DiskAnswer.Failed;
        }

        if (IsDue(FaultKind.FailedSync))
        {
            file.FailSync(dice);
            return DiskAnswer.Failed;
        }

        if (IsLying)
        {
            return DiskAnswer.Done;
        }

        file.Sync();
        if (withFolder)
        {
            SyncFolder();
        }
        else if (!takenForClean.Contains(name) && ReferenceEquals(names.GetValueOrDefault(name), file) && !ReferenceEquals(durableNames.GetValueOrDefault(name), file))
        {
            durableNames[name] = file;
            changes.RemoveAll(change => change.Name == name);
        }

        return DiskAnswer.Done;
    }

    private void Changed(string name, SimulatedFile? file)
    {
        takenForClean.Remove(name);
        changes.Add(new FolderChange(++order, name, file));
    }

    private void SyncFolder()
    {
        var synced = new Dictionary<string, SimulatedFile>(names, StringComparer.Ordinal);
        foreach (var name in takenForClean)
        {
            synced.Remove(name);
            if (durableNames.TryGetValue(name, out var file))
            {
                synced[name] = file;
            }
        }

        durableNames = synced;
        changes.Clear();
    }

    /// <summary>A file that was renamed has its new name on the disk or its old one, and no later sync changes that.</summary>
    private void FailFolderSync(string from, string to)
    {
        if (dice.Percent(50))
        {
            durableNames[to] = names[to];
            durableNames.Remove(from);
        }

        takenForClean.UnionWith([from, to]);
        changes.RemoveAll(change => change.Name == from || change.Name == to);
    }
}
