using Personalization.Simulation.Disks.Vfs;

namespace Personalization.Simulation.Disks;

/// <summary>A file: what is on the disk, what the page cache shows, and the writes that make the difference.</summary>
internal sealed class SimulatedFile
{
    private List<PendingWrite> pending = [];

    /// <summary>What survives a power cut.</summary>
    public FileImage Durable { get; private init; } = new();

    /// <summary>What reads see.</summary>
    public FileImage Cached { get; private init; } = new();

    /// <summary>The writes since the last sync, oldest first.</summary>
    public IReadOnlyList<PendingWrite> Pending => pending;

    /// <summary>Who has locked what of it; processes only, so a new one after each death.</summary>
    public FileLocks Locks { get; private set; } = new();

    /// <summary>The memory that its connections share; as short-lived as the locks.</summary>
    public SharedMemory Memory { get; private set; } = new();

    /// <summary>Takes a write into the page cache.</summary>
    public void Write(PendingWrite write)
    {
        write.ApplyTo(Cached);
        pending.Add(write);
    }

    /// <summary>Makes everything durable.</summary>
    public void Sync()
    {
        foreach (var write in pending)
        {
            write.ApplyTo(Durable);
        }

        pending.Clear();
    }

    /// <summary>The page cache holds each write for clean although not all of them have reached the disk; reads may see either.</summary>
    public void FailSync(Dice dice)
    {
        var forgets = dice.Percent(30);
        foreach (var write in pending.Where(_ => dice.Percent(50)))
        {
            write.ApplyTo(Durable);
        }

        pending.Clear();
        if (forgets)
        {
            Cached.CopyFrom(Durable);
        }
    }

    /// <summary>The power is back: reads see what was durable, or what is made so now.</summary>
    public void Revive()
    {
        pending.Clear();
        Cached.CopyFrom(Durable);
        LetGo();
    }

    /// <summary>The processes that had it open are dead.</summary>
    public void LetGo() => (Locks, Memory) = (new FileLocks(), new SharedMemory());

    /// <summary>The same bytes and writes in a file of its own.</summary>
    public SimulatedFile Copy()
    {
        var copy = new SimulatedFile { pending = [.. pending] };
        copy.Durable.CopyFrom(Durable);
        copy.Cached.CopyFrom(Cached);
        return copy;
    }
}
