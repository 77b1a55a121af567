namespace Personalization.Cluster.Wire;

/// <summary>The versions of what nodes send each other; see <c>docs/formats/wire.md</c>. A release reads all of them, so it runs beside every release that writes one of them.</summary>
public static class WireVersion
{
    /// <summary>The oldest that this release reads and writes.</summary>
    public const int Oldest = 1;

    /// <summary>The newest that this release reads and writes.</summary>
    public const int Newest = 2;
}
