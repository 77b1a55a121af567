namespace Personalization.Journal.Control;

/// <summary>A new key, with its text for the only time.</summary>
/// <param name="Text">What clients present, such as <c>pk_acme-production_…</c>. Only its hash is stored.</param>
/// <param name="Key">The key as it is stored.</param>
public sealed record CreatedKey(string Text, ApiKey Key);
