using Personalization.Grains.Embedded;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Simulation.Bugs;
using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds;

/// <summary>One life of the server process: the production journal, snapshots and host on the world's disk.</summary>
internal sealed class Server
{
    private readonly SqliteSnapshots snapshots;
    private readonly ObservedSnapshots observedSnapshots;
    private readonly Pump pump = new();

    private Server(World world, SqliteJournal journal, SqliteSnapshots snapshots, PlantedBug bug)
    {
        var shape = world.Script.Shape;
        this.snapshots = snapshots;
        Sqlite = journal;
        Journal = bug.Below(journal);
        Observed = new ObservedJournal(Journal, world.Ledger, pump);
        observedSnapshots = new ObservedSnapshots(snapshots, world.Ledger);
        Host = new EmbeddedProfiles(bug.Above(Observed), observedSnapshots, world.Catalogs, world.Clock, new EmbeddedHostOptions
        {
            LiveGrainsMax = shape.LiveGrainsMax,
            DurableServes = shape.DurableServes,
            EventsPerMark = 4,
            Stepping = pump,
        });
    }

    /// <summary>The journal.</summary>
    public SqliteJournal Sqlite { get; }

    /// <summary>The journal with a planted bug, if there is one.</summary>
    public IJournal Journal { get; }

    /// <summary>The journal as the host sees it.</summary>
    public ObservedJournal Observed { get; }

    /// <summary>The host.</summary>
    public EmbeddedProfiles Host { get; }

    /// <summary>Why it has to stop, or null.</summary>
    public Exception? Failure => Host.Failed.IsCompleted ? Host.Failed.Result : Sqlite.Failed.IsCompleted ? Sqlite.Failed.Result : null;

    /// <summary>Starts it.</summary>
    public static Server Open(World world, PlantedBug bug)
    {
        var shape = world.Script.Shape;
        var journal = SqliteJournal.OpenStepped(new SqliteJournalOptions
        {
            Folder = world.Disk.Folder,
            Disk = world.Disk,
            RecentEntriesMax = shape.RecentEntriesMax,
            CommitBytesMax = shape.CommitBytesMax,
            QueueBytesMax = shape.QueueBytesMax,
        });
        try
        {
            return new Server(world, journal, SqliteSnapshots.Open(world.Disk, world.Disk.Folder), bug);
        }
        catch
        {
            if (!world.Disk.IsDown)
            {
                world.Disk.KillProcess();
            }

            journal.Abandon();
            throw;
        }
    }

    /// <summary>Lets everybody go on who can.</summary>
    public void Settle()
    {
        Observed.Settle();
        pump.Run();
    }

    /// <summary>Stops it as it should be. Nothing may be under way.</summary>
    public void Close()
    {
        Host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        snapshots.Dispose();
        Sqlite.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>It is dead; the disk is down. What it holds in memory is let go.</summary>
    public void Die()
    {
        observedSnapshots.IsDead = true;
        Observed.Die();
        pump.Clear();
        Sqlite.Abandon();
        pump.Run();
        Host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        try
        {
            snapshots.Dispose();
        }
        catch (IOException)
        {
            // It wanted to throw its damaged file away, and the disk is down.
        }
    }
}
