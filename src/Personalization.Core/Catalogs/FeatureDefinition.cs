namespace Personalization.Core.Catalogs;

/// <summary>A feature whose use is followed: count, first, last, time spent.</summary>
/// <param name="Id">The name that expressions use.</param>
/// <param name="Of">Whose use: exactly one side.</param>
/// <param name="Used">The events that count as one use.</param>
/// <param name="SpentProperty">The number property with the milliseconds spent, or null.</param>
public sealed record FeatureDefinition(string Id, SubjectSide Of, EventSelector Used, string? SpentProperty);
