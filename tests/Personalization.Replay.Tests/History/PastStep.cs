namespace Personalization.Replay.Tests.History;

/// <summary>What happens next in a history.</summary>
/// <param name="Kind">What.</param>
/// <param name="Subject">To whom, or which season.</param>
/// <param name="Count">How many events.</param>
/// <param name="Hours">How far the clock moves, back too.</param>
internal readonly record struct PastStep(PastStepKind Kind, int Subject, int Count, int Hours);
