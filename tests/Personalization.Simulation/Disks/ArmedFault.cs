namespace Personalization.Simulation.Disks;

/// <summary>A fault that waits for its moment.</summary>
/// <param name="Kind">Power cut, full disk, or a failing sync, write or read.</param>
/// <param name="After">How many operations of that kind still go well; a power cut counts everything that changes the disk.</param>
public sealed record ArmedFault(FaultKind Kind, int After);
