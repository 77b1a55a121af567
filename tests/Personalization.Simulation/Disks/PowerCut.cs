namespace Personalization.Simulation.Disks;

/// <summary>Decides what a power cut leaves of the changes that were not durable.</summary>
internal sealed class PowerCut
{
    private readonly Dice dice;
    private readonly FaultCounts faults;
    private readonly int keepPercent;
    private readonly bool inOrder;

    public PowerCut(Dice dice, FaultCounts faults)
    {
        this.dice = dice;
        this.faults = faults;

        // All lost, all kept, everything up to some write, or any subset: each uncovers other mistakes.
        (keepPercent, inOrder) = dice.Below(6) switch
        {
            0 => (0, true),
            1 => (100, true),
            2 or 3 => (dice.Between(5, 95), true),
            _ => (dice.Between(5, 95), false),
        };
    }

    /// <summary>Changes what is durable.</summary>
    /// <param name="durableNames">The folder as it is on the disk.</param>
    /// <param name="changes">Its changes that are not.</param>
    /// <param name="files">All files that have a name, on the disk or in the page cache.</param>
    public void Run(Dictionary<string, SimulatedFile> durableNames, IReadOnlyList<FolderChange> changes, IEnumerable<SimulatedFile> files)
    {
        var all = files.Concat(durableNames.Values).Distinct().ToList();
        var orders = all.SelectMany(file => file.Pending).Select(write => write.Order).Concat(changes.Select(change => change.Order)).Order().ToList();
        var last = orders.Count == 0 ? 0 : keepPercent == 100 ? orders[^1] : keepPercent == 0 ? -1 : orders[dice.Below(orders.Count)];
        Rename(durableNames, changes, last);
        foreach (var file in all)
        {
            Write(file, last);
            file.Revive();
        }
    }

    private void Rename(Dictionary<string, SimulatedFile> durableNames, IReadOnlyList<FolderChange> changes, long last)
    {
        var lasting = inOrder ? changes.Count(change => change.Order <= last) : keepPercent == 0 ? 0 : dice.Below(changes.Count + 1);
        foreach (var change in changes.Take(lasting))
        {
            if (change.File is { } file)
            {
                durableNames[change.Name] = file;
            }
            else
            {
                durableNames.Remove(change.Name);
            }
        }

        for (var lost = lasting; lost < changes.Count; lost++)
        {
            faults.Add(FaultKind.LostName);
        }
    }

    private void Write(SimulatedFile file, long last)
    {
        var isBehindLost = false;
        var isFirstLost = true;
        foreach (var write in file.Pending)
        {
            if (inOrder ? write.Order <= last : dice.Percent(keepPercent))
            {
                if (isBehindLost)
                {
                    faults.Add(FaultKind.ReorderedWrite);
                }

                write.ApplyTo(file.Durable);
                continue;
            }

            // In order, only the first of the lost ones can have been under way.
            isBehindLost = true;
            if (write.Sectors > 1 && keepPercent > 0 && (inOrder ? isFirstLost && write.Order > last : dice.Percent(50)))
            {
                faults.Add(FaultKind.TornWrite);
                write.ApplyTo(file.Durable, dice.Between(1, write.Sectors - 1));
            }
            else
            {
                faults.Add(FaultKind.LostWrite);
            }

            isFirstLost = false;
        }
    }
}
