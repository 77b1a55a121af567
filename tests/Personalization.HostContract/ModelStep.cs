namespace Personalization.HostContract;

/// <summary>One step of a random history.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Subject">With which subject.</param>
/// <param name="Count">How many events, or which version.</param>
public sealed record ModelStep(ModelStepKind Kind, int Subject, int Count);
