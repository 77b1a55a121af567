namespace Personalization.Gateway.Regions;

/// <summary>In which region this node is, and where the others are.</summary>
/// <param name="Own">This node's; null for a node of no region, which stores for everybody.</param>
/// <param name="Addresses">Where the gateways of regions are reached, by name.</param>
public sealed record RegionMap(string? Own, IReadOnlyDictionary<string, Uri> Addresses)
{
    /// <summary>That of a deployment without regions.</summary>
    public static RegionMap None { get; } = new(null, new Dictionary<string, Uri>(StringComparer.Ordinal));

    /// <summary>The region of a name.</summary>
    public Region Find(string name) => new(name, Addresses.GetValueOrDefault(name));
}
