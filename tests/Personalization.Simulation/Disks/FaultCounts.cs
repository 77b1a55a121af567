namespace Personalization.Simulation.Disks;

/// <summary>How often each kind of fault took effect.</summary>
public sealed class FaultCounts
{
    private static readonly int Kinds = Enum.GetValues<FaultKind>().Length;
    private readonly long[] counts = new long[Kinds];

    /// <summary>How often this one did.</summary>
    public long this[FaultKind kind] => counts[(int)kind];

    /// <summary>Counts one more.</summary>
    public void Add(FaultKind kind) => counts[(int)kind]++;

    /// <summary>Adds all of another disk's.</summary>
    public void Add(FaultCounts others)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            counts[kind] += others.counts[kind];
        }
    }
}
