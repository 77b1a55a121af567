namespace Personalization.Gateway.Regions;

/// <summary>A region of a deployment: a cluster or server with a database of its own.</summary>
/// <param name="Name">Its name, such as <c>eu</c>.</param>
/// <param name="Address">Where its gateways are reached; null where this node was not told.</param>
public sealed record Region(string Name, Uri? Address);
