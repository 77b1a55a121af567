namespace Personalization.Simulation.Disks;

/// <summary>A change of a file that only the page cache knows.</summary>
/// <param name="Order">Its place among all changes on the disk.</param>
/// <param name="At">Where the bytes begin, or the new length of a truncation.</param>
/// <param name="Bytes">The bytes; null for a truncation.</param>
internal sealed record PendingWrite(long Order, long At, byte[]? Bytes)
{
    /// <summary>What a disk writes whole: the rest of a larger write may be missing after a power cut.</summary>
    public const int SectorBytes = 512;

    /// <summary>How many sectors it touches; a truncation is one.</summary>
    public int Sectors => Bytes is null ? 1 : (int)(((At + Bytes.Length - 1) / SectorBytes) - (At / SectorBytes) + 1);

    /// <summary>Changes an image, all of it or the first sectors only.</summary>
    public void ApplyTo(FileImage image, int sectors = int.MaxValue)
    {
        if (Bytes is null)
        {
            image.Truncate(At);
        }
        else
        {
            var end = sectors >= Sectors ? Bytes.Length : (((At / SectorBytes) + sectors) * SectorBytes) - At;
            image.Write(At, Bytes.AsSpan(0, (int)end));
        }
    }
}
