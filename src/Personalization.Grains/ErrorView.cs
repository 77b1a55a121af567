using Personalization.Core;

namespace Personalization.Grains;

/// <summary>An error that a subject ran into.</summary>
/// <param name="Error">The kind of error.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Feature">Where, or null.</param>
/// <param name="Count">How many of the same are remembered.</param>
/// <param name="Last">When it last happened.</param>
/// <param name="IsOpen">Whether it is unresolved.</param>
public sealed record ErrorView(string Error, string? Code, string? Feature, int Count, Instant Last, bool IsOpen);
