namespace Personalization.Chaos.Faults;

/// <summary>What is to be done when.</summary>
/// <param name="At">How long after the load began.</param>
/// <param name="Kind">What.</param>
internal readonly record struct ScheduledFault(TimeSpan At, FaultKind Kind);
