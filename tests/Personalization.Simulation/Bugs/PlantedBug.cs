using Personalization.Journal;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Bugs;

/// <summary>A mistake that production does not make, put around it to see whether the checker finds it. Each part does nothing by default.</summary>
internal record PlantedBug
{
    /// <summary>No mistake.</summary>
    public static PlantedBug None { get; } = new();

    /// <summary>Put around the journal, below what the model sees.</summary>
    public Func<IJournal, IJournal> Below { get; init; } = journal => journal;

    /// <summary>Put between the host and what the model sees.</summary>
    public Func<IJournal, IJournal> Above { get; init; } = journal => journal;

    /// <summary>Done after a file was damaged, with the place of the damage, before the start.</summary>
    public Action<SimulatedDisk, string, long> Damaged { get; init; } = (_, _, _) => { };

    /// <summary>Whether the disk says that it has synced and has not.</summary>
    public bool LyingDisk { get; init; }
}
