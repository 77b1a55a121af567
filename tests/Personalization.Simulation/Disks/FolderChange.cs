namespace Personalization.Simulation.Disks;

/// <summary>A name that a folder got or lost and that is not synced yet.</summary>
/// <param name="Order">Its place among all changes on the disk.</param>
/// <param name="Name">The file's name.</param>
/// <param name="File">What it names now; null for nothing.</param>
internal sealed record FolderChange(long Order, string Name, SimulatedFile? File);
