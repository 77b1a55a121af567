using System.Globalization;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds;

/// <summary>How a world's server is set up: with numbers so small that everything happens that takes production days.</summary>
/// <param name="ParkedMax">How many calls may wait for their commits, 1 to 6.</param>
/// <param name="LiveGrainsMax">How many profiles stay in memory: a handful, or all. Numbers between would sweep in the background.</param>
/// <param name="RecentEntriesMax">After how many entries a run of the index is written.</param>
/// <param name="CommitBytesMax">How large a commit grows.</param>
/// <param name="QueueBytesMax">How much waits before calls have to.</param>
/// <param name="DurableServes">Whether every serve waits for its commit.</param>
public sealed record Shape(int ParkedMax, int LiveGrainsMax, int RecentEntriesMax, int CommitBytesMax, int QueueBytesMax, bool DurableServes)
{
    /// <summary>Throws one.</summary>
    public static Shape Of(Dice dice) => new(
        dice.Between(1, 6),
        dice.Of<int>([1, 2, 3, 1000]),
        dice.Of<int>([3, 8, 24, 200]),
        dice.Of<int>([200, 1500, 1 << 20]),
        dice.Of<int>([1500, 1 << 20]),
        dice.Percent(20));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{ParkedMax} calls at once, {LiveGrainsMax} profiles in memory, runs of {RecentEntriesMax} entries, commits of {CommitBytesMax} bytes, a queue of {QueueBytesMax} bytes{(DurableServes ? ", durable serves" : "")}");
}
