namespace Personalization.Core.Catalogs;

/// <summary>Actions that crowd each other out: one decision chooses at most so many of them.</summary>
/// <param name="Id">The group's name.</param>
/// <param name="Max">How many, at least 1.</param>
public sealed record ExclusionGroup(string Id, int Max);
