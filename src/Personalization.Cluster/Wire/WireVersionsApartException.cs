namespace Personalization.Cluster.Wire;

/// <summary>Two nodes have no version of the wire in common: a release was left out between theirs.</summary>
/// <param name="oldest">The oldest version that the other node reads.</param>
/// <param name="newest">The newest version that the other node reads.</param>
public sealed class WireVersionsApartException(int oldest, int newest) : InvalidOperationException(
    $"Another node reads the versions {oldest} to {newest} of the wire, this one writes {WireVersion.Oldest} to {WireVersion.Newest}. Upgrade one release after the other.");
