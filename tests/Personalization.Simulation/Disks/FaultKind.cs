namespace Personalization.Simulation.Disks;

/// <summary>What a simulated disk does wrong. Each is counted where it took effect, not where it was asked for.</summary>
public enum FaultKind
{
    /// <summary>The power went; everything below that begins with Lost, Torn or Reordered happens then.</summary>
    PowerCut,

    /// <summary>The process died; what it had handed to the operating system stays readable.</summary>
    ProcessKill,

    /// <summary>A write that was not synced is gone.</summary>
    LostWrite,

    /// <summary>Only some of the first sectors of a write that was not synced are there.</summary>
    TornWrite,

    /// <summary>A write that was not synced is there while an earlier one of the same file is not.</summary>
    ReorderedWrite,

    /// <summary>A file that was made, or a deletion, is undone because its folder was not synced.</summary>
    LostName,

    /// <summary>A stored bit changed while nobody looked.</summary>
    BitFlip,

    /// <summary>A write found no room.</summary>
    DiskFull,

    /// <summary>A sync failed; what it should have made durable may be there or not.</summary>
    FailedSync,

    /// <summary>A write failed and changed nothing.</summary>
    FailedWrite,

    /// <summary>A read failed.</summary>
    FailedRead,
}
