using Personalization.Core.Expressions;

namespace Personalization.Conformance.Cel;

/// <summary>What came of a case.</summary>
/// <param name="Type">The static type; null where it was not found out.</param>
/// <param name="Result">The result or an error of evaluation; null where it did not run.</param>
/// <param name="Problem">Why it could not be compiled or run; null where it could.</param>
/// <param name="IsTypeProblem">Whether that problem is one of names and types in a text whose syntax is right.</param>
internal sealed record Outcome(CelType? Type = null, Value? Result = null, string? Problem = null, bool IsTypeProblem = false)
{
    /// <summary>Whether it ended in an error: of evaluation, or found by the checker, which is only earlier.</summary>
    public bool IsError => IsTypeProblem || Result?.Kind == ValueKind.Error;

    public override string ToString() =>
        Problem is not null ? $"problem: {Problem}"
        : Result is { } result ? $"{ValueText.Of(result)} of static type {Type}"
        : $"static type {Type}";
}
