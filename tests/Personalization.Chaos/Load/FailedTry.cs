namespace Personalization.Chaos.Load;

/// <summary>A call that was not done.</summary>
/// <param name="Silo">Whose gateway was called.</param>
/// <param name="Kind">How it ended.</param>
/// <param name="Why">What was said.</param>
/// <param name="At">When it ended.</param>
internal readonly record struct FailedTry(string Silo, AnswerKind Kind, string Why, DateTimeOffset At);
