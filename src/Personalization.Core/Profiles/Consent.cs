namespace Personalization.Core.Profiles;

/// <summary>What a person said about a purpose.</summary>
/// <param name="IsGranted">Whether they agreed.</param>
/// <param name="Source">Where they said it; empty for an event that carried it along.</param>
public readonly record struct Consent(bool IsGranted, string Source);
