namespace Personalization.Core.Decisions;

/// <summary>A machine-readable reason.</summary>
/// <param name="Kind">What kind of reason it is.</param>
/// <param name="Detail">The numbers behind it, for people who operate the product.</param>
public sealed record Reason(ReasonCode Kind, string Detail)
{
    /// <summary>The stable code in snake_case.</summary>
    public string Code => Kind.Name;
}
