namespace Personalization.Simulation.Bugs;

/// <summary>One mistake of each kind that a journal and its host could make.</summary>
internal static class PlantedBugs
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, PlantedBug> All { get; } = new Dictionary<string, PlantedBug>(StringComparer.Ordinal)
    {
        ["acknowledge before the commit"] = new() { Below = journal => new EarlyAcknowledgement(journal) },
        ["skip looking for duplicates"] = new() { Above = journal => new ForgottenIds(journal) },
        ["apply an event twice"] = new() { Below = journal => new DoubledEvent(journal) },
        ["lose a hold"] = new() { Above = journal => new DroppedHold(journal) },
        ["skip in the feed"] = new() { Below = journal => new SkippingFeed(journal) },
        ["take a sync for done"] = new() { LyingDisk = true },
        ["ignore a torn page"] = new() { Damaged = (disk, name, at) => disk.CutOff(name, at) },
    };
}
