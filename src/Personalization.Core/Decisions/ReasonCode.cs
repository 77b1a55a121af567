namespace Personalization.Core.Decisions;

/// <summary>A reason's stable code with what it means.</summary>
/// <param name="Name">In snake_case; it never changes its meaning.</param>
/// <param name="Stage">The stage that gives it; <see cref="Chosen"/> for reasons of what was chosen.</param>
/// <param name="Meaning">One sentence for people who operate the product, with what the detail tells.</param>
public sealed record ReasonCode(string Name, string Stage, string Meaning)
{
    /// <summary>The stage of reasons of what was chosen.</summary>
    public const string Chosen = "chosen";
}
