using Personalization.Core.Subjects;

namespace Personalization.Simulation.Worlds;

/// <summary>Compares keys with hashes that are the same in every process.</summary>
internal sealed class StableKeys : IEqualityComparer<SubjectKey>
{
    /// <summary>The only one.</summary>
    public static StableKeys Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(SubjectKey x, SubjectKey y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(SubjectKey key) => (int)key.StableHash();
}
