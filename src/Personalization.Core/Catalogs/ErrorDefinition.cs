namespace Personalization.Core.Catalogs;

/// <summary>A kind of error that people run into: which events raise it and which resolve it.</summary>
/// <param name="Id">The name that expressions use.</param>
/// <param name="Of">Whose error: exactly one side.</param>
/// <param name="Raised">The events that raise it.</param>
/// <param name="CodeProperty">The text property that holds the error code, or null.</param>
/// <param name="FeatureProperty">The text property that says where it happened, or null.</param>
/// <param name="Resolved">The events that resolve earlier ones, or null: then errors only grow old.</param>
/// <param name="ResolvedFeatureProperty">The property of a resolving event that narrows it to errors of the same feature; where it is null or absent, all are resolved.</param>
public sealed record ErrorDefinition(
    string Id,
    SubjectSide Of,
    EventSelector Raised,
    string? CodeProperty,
    string? FeatureProperty,
    EventSelector? Resolved,
    string? ResolvedFeatureProperty);
