namespace Personalization.Simulation.Disks.Vfs;

/// <summary>The locks of all connections to one file.</summary>
internal sealed class FileLocks
{
    private int shared;
    private FileLock writer;

    /// <summary>Whether a connection holds more than a shared lock.</summary>
    public bool IsReserved => writer >= FileLock.Reserved;

    /// <summary>Raises a connection's lock; false where another one is in the way.</summary>
    public bool TryRaise(ref FileLock held, FileLock wanted)
    {
        if (wanted <= held)
        {
            return true;
        }

        if (held == FileLock.None)
        {
            if (writer >= FileLock.Pending)
            {
                return false;
            }

            shared++;
            held = FileLock.Shared;
        }

        if (wanted >= FileLock.Reserved && held < FileLock.Reserved)
        {
            if (IsReserved)
            {
                return false;
            }

            writer = held = FileLock.Reserved;
        }

        if (wanted == FileLock.Exclusive)
        {
            // Nobody new comes in behind a pending lock.
            writer = held = shared == 1 ? FileLock.Exclusive : FileLock.Pending;
        }

        return held >= wanted;
    }

    /// <summary>Lowers a connection's lock.</summary>
    public void Lower(ref FileLock held, FileLock wanted)
    {
        if (held <= wanted)
        {
            return;
        }

        if (held >= FileLock.Reserved)
        {
            writer = FileLock.None;
        }

        if (wanted == FileLock.None)
        {
            shared--;
        }

        held = wanted;
    }
}
