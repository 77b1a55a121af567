namespace Personalization.Simulation.Disks;

/// <summary>How an operation on a file ended.</summary>
internal enum DiskAnswer
{
    /// <summary>Well.</summary>
    Done,

    /// <summary>The file ended before the read did.</summary>
    Short,

    /// <summary>There was no room.</summary>
    Full,

    /// <summary>It failed.</summary>
    Failed,
}
