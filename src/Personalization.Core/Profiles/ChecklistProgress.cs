using System.Numerics;

namespace Personalization.Core.Profiles;

/// <summary>How far a checklist is done.</summary>
/// <param name="Steps">The completed steps: bit <c>n</c> is step <c>n</c> of the definition.</param>
/// <param name="Total">How many steps there are.</param>
public readonly record struct ChecklistProgress(ulong Steps, int Total)
{
    /// <summary>How many steps are completed.</summary>
    public int Done => BitOperations.PopCount(Steps);

    /// <summary>Whether all are.</summary>
    public bool IsComplete => Done == Total;

    /// <summary>Whether a step is, by its index in the definition.</summary>
    public bool IsDone(int step) => (Steps >> step & 1) != 0;
}
