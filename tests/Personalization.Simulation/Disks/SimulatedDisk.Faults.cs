namespace Personalization.Simulation.Disks;

/// <content>When it fails, and what a failure leaves behind.</content>
public sealed partial class SimulatedDisk
{
    private readonly List<ArmedFault> armed = [];
    private bool isFull;

    /// <summary>Whether a fault took effect since the last <see cref="Restart"/> that an operation above may answer with an error.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether a sync failed since the last <see cref="Restart"/>.</summary>
    public bool HasFailedSync { get; private set; }

    /// <summary>Lets a fault happen later.</summary>
    public void Arm(ArmedFault fault) => armed.Add(fault);

    /// <summary>Takes the faults back that have not happened.</summary>
    public void Disarm() => armed.Clear();

    /// <summary>Cuts the power now.</summary>
    public void CutPower() => CutPower(null, null);

    /// <summary>The process dies; what it wrote stays.</summary>
    public void KillProcess()
    {
        Faults.Add(FaultKind.ProcessKill);
        IsDown = true;
        Life++;
    }

    /// <summary>The machine is up again, with room on the disk. What was armed before is forgotten.</summary>
    public void Restart()
    {
        armed.Clear();
        IsDown = isFull = isLocked = HasFailed = HasFailedSync = false;
        Life++;
        foreach (var file in names.Values)
        {
            file.LetGo();
        }
    }

    /// <summary>Whether the disk may be changed: false once the power is gone, which may happen just now.</summary>
    private bool TryChange(SimulatedFile? file = null, PendingWrite? write = null)
    {
        if (!IsDown && IsDue(FaultKind.PowerCut))
        {
            CutPower(file, write);
        }

        return !IsDown;
    }

    private bool IsFull()
    {
        isFull = isFull || IsDue(FaultKind.DiskFull);
        if (isFull)
        {
            Count(FaultKind.DiskFull);
        }

        return isFull;
    }

    /// <summary>Counts an operation down; true where its fault is due. Power cuts and full disks are counted where they take effect.</summary>
    private bool IsDue(FaultKind kind)
    {
        var isDue = false;
        for (var at = armed.Count - 1; at >= 0; at--)
        {
            if (armed[at].Kind != kind)
            {
                continue;
            }

            if (armed[at].After > 0)
            {
                armed[at] = armed[at] with { After = armed[at].After - 1 };
            }
            else if (!isDue)
            {
                isDue = true;
                armed.RemoveAt(at);
            }
        }

        if (isDue && kind is not (FaultKind.PowerCut or FaultKind.DiskFull))
        {
            Count(kind);
        }

        return isDue;
    }

    private void Count(FaultKind kind)
    {
        Faults.Add(kind);
        HasFailed = true;
        HasFailedSync |= kind == FaultKind.FailedSync;
    }

    /// <summary>Cuts the power while a write was on its way.</summary>
    private void CutPower(SimulatedFile? file, PendingWrite? write)
    {
        if (file is not null && write is not null)
        {
            file.Write(write);
        }

        Count(FaultKind.PowerCut);
        IsDown = true;
        Life++;
        new PowerCut(dice, Faults).Run(durableNames, changes, names.Values);
        names = new Dictionary<string, SimulatedFile>(durableNames, StringComparer.Ordinal);
        changes.Clear();
        takenForClean.Clear();
    }
}
