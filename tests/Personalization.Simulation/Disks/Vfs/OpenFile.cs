namespace Personalization.Simulation.Disks.Vfs;

/// <summary>A file that one connection has open. It is of no use any more once the machine or the process died.</summary>
internal sealed class OpenFile(SimulatedDisk disk, SimulatedFile file, string name, bool syncsFolder) : IDisposable
{
    private readonly int life = disk.Life;
    private readonly FileLocks locks = file.Locks;
    private readonly SharedMemory memory = file.Memory;
    private readonly int[] memoryLocks = new int[SharedMemory.Places];
    private bool syncsFolder = syncsFolder, isMapped;
    private FileLock held;

    /// <summary>Whether it belongs to this life.</summary>
    public bool IsAlive => !disk.IsDown && disk.Life == life;

    /// <summary>How many bytes it has.</summary>
    public long Length => file.Cached.Length;

    /// <summary>Whether somebody is about to write it.</summary>
    public bool IsReserved => locks.IsReserved;

    public DiskAnswer Read(long at, Span<byte> into) => IsAlive ? disk.Read(file, at, into) : DiskAnswer.Failed;

    public DiskAnswer Write(long at, ReadOnlySpan<byte> from) => IsAlive ? disk.Write(file, at, from) : DiskAnswer.Failed;

    public DiskAnswer Truncate(long to) => IsAlive ? disk.Truncate(file, to) : DiskAnswer.Failed;

    /// <summary>Syncs; the first time also the folder, where the file is a log of SQLite's.</summary>
    public DiskAnswer Sync()
    {
        var answer = IsAlive ? disk.Sync(file, name, syncsFolder) : DiskAnswer.Failed;
        syncsFolder &= answer != DiskAnswer.Done;
        return answer;
    }

    /// <summary>Goes up to a lock; false where another connection is in the way.</summary>
    public bool TryLock(FileLock wanted) => locks.TryRaise(ref held, wanted);

    /// <summary>Goes down to a lock.</summary>
    public void Unlock(FileLock wanted) => locks.Lower(ref held, wanted);

    /// <summary>A piece of the shared memory; zero where it is not there and is not to be made.</summary>
    public nint Map(int piece, int bytes, bool make)
    {
        if (!isMapped)
        {
            isMapped = true;
            memory.Enter();
        }

        return memory.Map(piece, bytes, make);
    }

    /// <summary>Locks places of the shared memory.</summary>
    public bool TryLockMemory(int first, int count, bool exclusive) => memory.TryLock(memoryLocks, first, count, exclusive);

    /// <summary>Unlocks them.</summary>
    public void UnlockMemory(int first, int count) => memory.Unlock(memoryLocks, first, count);

    /// <summary>Leaves the shared memory; the last one to do so frees it.</summary>
    public void Unmap()
    {
        if (isMapped)
        {
            isMapped = false;
            memory.Unlock(memoryLocks, 0, SharedMemory.Places);
            memory.Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Unmap();
        Unlock(FileLock.None);
    }
}
