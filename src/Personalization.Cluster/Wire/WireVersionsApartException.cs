namespace Personalization.Cluster.Wire;

/// <summary>Two nodes have no version of the wire in common: a release was left out between theirs.</summary>
/// <param name="refusal">What the other node reads.</param>
public sealed class WireVersionsApartException(WireRefusal refusal) : InvalidOperationException(
    $"Another node reads the versions {refusal.OldestRead} to {refusal.NewestRead} of the wire, this one writes {WireVersion.Oldest} to {WireVersion.Newest}. Upgrade one release after the other.");
