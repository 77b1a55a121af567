namespace Personalization.Core.Catalogs;

/// <summary>A quantity with a limit: what is used of it in a period.</summary>
/// <param name="Id">The name that expressions use.</param>
/// <param name="Of">Whose meter: exactly one side.</param>
/// <param name="Period">When use starts again at nothing.</param>
/// <param name="Used">The events that change what is used.</param>
/// <param name="UsedProperty">The number property of those events.</param>
/// <param name="UsedMode">Whether that number is added or is the new reading.</param>
/// <param name="Limit">The events that set the limit, or null for a meter without one.</param>
/// <param name="LimitProperty">The number property of those events.</param>
public sealed record MeterDefinition(
    string Id,
    SubjectSide Of,
    MeterPeriod Period,
    EventSelector Used,
    string UsedProperty,
    MeterMode UsedMode,
    EventSelector? Limit,
    string? LimitProperty);
