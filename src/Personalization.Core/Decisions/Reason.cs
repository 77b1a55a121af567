namespace Personalization.Core.Decisions;

/// <summary>A machine-readable reason.</summary>
/// <param name="Code">A stable code in snake_case.</param>
/// <param name="Detail">The numbers behind it, for people who operate the product.</param>
public sealed record Reason(string Code, string Detail);
