namespace Personalization.Journal.Control;

/// <summary>Who makes a catalog the active one.</summary>
/// <param name="KeyId">The id of the key that asks for it, or what else did, such as <c>seed</c>.</param>
/// <param name="IsForced">Whether contracts were allowed to change in a way that old events may not keep to.</param>
public sealed record CatalogActivator(string KeyId, bool IsForced = false);
