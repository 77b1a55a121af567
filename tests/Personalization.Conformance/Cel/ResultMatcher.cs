using System.Text.Json;

namespace Personalization.Conformance.Cel;

/// <summary>What must come out of a case.</summary>
/// <param name="Value">The result; null where none is wanted.</param>
/// <param name="Type">The static type; null where none is wanted.</param>
/// <param name="IsError">Whether it must fail. What the message says is left open by the suite.</param>
/// <param name="IsUnknown">Whether it must be unknown, which this language part has no notion of.</param>
internal sealed record ResultMatcher(JsonElement? Value, JsonElement? Type, bool IsError, bool IsUnknown)
{
    private static readonly JsonElement True = JsonDocument.Parse("""{"bool_value": true}""").RootElement;

    /// <summary>The matcher of a case; a case without one must give true.</summary>
    public static ResultMatcher Read(JsonElement test)
    {
        if (test.Has("value", out var value))
            return new ResultMatcher(value, null, false, false);
        if (test.Has("typed_result", out var typed))
            return new ResultMatcher(typed.Has("result", out var result) ? result : null, typed.Has("deduced_type", out var type) ? type : null, false, false);
        if (test.Has("eval_error", out _) || test.Has("any_eval_errors", out _))
            return new ResultMatcher(null, null, true, false);
        return test.Has("unknown", out _) || test.Has("any_unknowns", out _)
            ? new ResultMatcher(null, null, false, true)
            : new ResultMatcher(True, null, false, false);
    }

    public bool Accepts(Outcome outcome)
    {
        if (IsError)
            return outcome.IsError;
        return !IsUnknown && outcome.Problem is null
            && (Value is not { } value || (outcome.Result is { } result && ValueMatch.Matches(value, result)))
            && (Type is not { } type || (outcome.Type is { } found && ProtoType.Text(type) == ProtoType.Text(found)));
    }

    public override string ToString() =>
        IsError ? "an error"
        : IsUnknown ? "unknown"
        : string.Join(" of static type ", new[] { Value is { } value ? ValueText.Of(value) : null, Type is { } type ? ProtoType.Text(type) : null }.OfType<string>());
}
