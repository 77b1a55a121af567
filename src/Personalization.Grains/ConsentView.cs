using Personalization.Core;

namespace Personalization.Grains;

/// <summary>Whether a person agrees to a purpose.</summary>
/// <param name="IsGranted">Whether they do: as they said, else as the catalog has it by default.</param>
/// <param name="Said">When they said so, by event time; null where they said nothing.</param>
/// <param name="Source">Where they said so; empty for an event that carried it along; null where they said nothing.</param>
public sealed record ConsentView(bool IsGranted, Instant? Said, string? Source);
