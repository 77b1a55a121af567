using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>Optionals: https://github.com/google/cel-spec/wiki/proposal-246. Their <c>or</c> and <c>orValue</c> evaluate the argument only where it is needed.</summary>
internal static class OptionalLibrary
{
    public const string Or = "or", OrValue = "orValue";

    public static Function[] Functions { get; } =
    [
        new("optional.of", arguments => OptionalValue.Of(arguments[0]), "(A) -> optional_type(A)"),
        new("optional.none", _ => OptionalValue.None, "() -> optional_type(A)"),
        new("optional.ofNonZeroValue", Optionals.OfNonZero, "(A) -> optional_type(A)"),
        new("optional.unwrap", Optionals.Unwrap, "(list(optional_type(A))) -> list(A)"),
        new("unwrapOpt", Optionals.Unwrap, "list(optional_type(A)).() -> list(A)"),
        new("hasValue", Optionals.HasValue, "optional_type(A).() -> bool"),
        new("value", Optionals.ValueOf, "optional_type(A).() -> A"),
        new(Or, Optionals.Or, "optional_type(A).(optional_type(A)) -> optional_type(A)"),
        new(OrValue, Optionals.OrValue, "optional_type(A).(A) -> A"),
        new("first", Optionals.First, "list(A).() -> optional_type(A)"),
        new("last", Optionals.Last, "list(A).() -> optional_type(A)"),
        new(
            Operators.OptionalIndex,
            Optionals.Index,
            "(list(A), int) -> optional_type(A)", "(optional_type(list(A)), int) -> optional_type(A)",
            "(map(A, B), A) -> optional_type(B)", "(optional_type(map(A, B)), A) -> optional_type(B)"),
        new(
            Operators.Index,
            Optionals.IndexThrough,
            "(optional_type(list(A)), int) -> optional_type(A)", "(optional_type(map(A, B)), A) -> optional_type(B)"),
    ];
}
