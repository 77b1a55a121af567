using Personalization.Core;

namespace Personalization.Grains;

/// <summary>An error that a subject ran into.</summary>
/// <param name="Error">The kind of error.</param>
/// <param name="Code">Its code, or null.</param>
/// <param name="Feature">Where, or null.</param>
/// <param name="Count">How many of the same are remembered.</param>
/// <param name="First">When the oldest of them happened.</param>
/// <param name="Last">When it last happened.</param>
/// <param name="Resolved">When the last of them was resolved; null while one is open.</param>
public sealed record ErrorView(string Error, string? Code, string? Feature, int Count, Instant First, Instant Last, Instant? Resolved)
{
    /// <summary>Whether one of them is unresolved.</summary>
    public bool IsOpen => Resolved is null;
}
