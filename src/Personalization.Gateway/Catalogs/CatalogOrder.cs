namespace Personalization.Gateway.Catalogs;

/// <summary>What is to be done with a catalog.</summary>
/// <param name="IsKept">Whether it is published, rather than only checked.</param>
/// <param name="IsActivated">Whether it becomes the active one with that.</param>
/// <param name="IsForced">Whether contracts may change so that events of today are rejected.</param>
internal readonly record struct CatalogOrder(bool IsKept, bool IsActivated, bool IsForced);
