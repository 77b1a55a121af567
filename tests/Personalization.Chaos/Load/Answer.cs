namespace Personalization.Chaos.Load;

/// <summary>The answer to a call.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Value">What was said; only where it was done.</param>
/// <param name="Why">Status and code where it was not done.</param>
internal readonly record struct Answer<T>(AnswerKind Kind, T? Value, string Why)
{
    /// <summary>It was done.</summary>
    public static Answer<T> Done(T value) => new(AnswerKind.Done, value, "");

    /// <summary>It was not.</summary>
    public static Answer<T> Not(AnswerKind kind, string why) => new(kind, default, why);
}
