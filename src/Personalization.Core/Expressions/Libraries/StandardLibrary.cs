using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>
/// The functions and operators of the language itself, as far as they evaluate all their arguments. The others (<c>&amp;&amp;</c>,
/// <c>||</c>, <c>?:</c>) belong to the checker. https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions
/// </summary>
internal static class StandardLibrary
{
    private static readonly string[] Ordered =
    [
        "(bool, bool) -> bool", "(string, string) -> bool", "(bytes, bytes) -> bool",
        "(timestamp, timestamp) -> bool", "(duration, duration) -> bool",
        "(int, int) -> bool", "(int, uint) -> bool", "(int, double) -> bool",
        "(uint, int) -> bool", "(uint, uint) -> bool", "(uint, double) -> bool",
        "(double, int) -> bool", "(double, uint) -> bool", "(double, double) -> bool",
    ];

    public static Function[] Functions { get; } =
    [
        new(Operators.Add, Arithmetic.Add, "(int, int) -> int", "(uint, uint) -> uint", "(double, double) -> double",
            "(string, string) -> string", "(bytes, bytes) -> bytes", "(list(A), list(A)) -> list(A)",
            "(timestamp, duration) -> timestamp", "(duration, timestamp) -> timestamp", "(duration, duration) -> duration"),
        new(Operators.Subtract, Arithmetic.Subtract, "(int, int) -> int", "(uint, uint) -> uint", "(double, double) -> double",
            "(timestamp, timestamp) -> duration", "(timestamp, duration) -> timestamp", "(duration, duration) -> duration"),
        new(Operators.Multiply, Arithmetic.Multiply, "(int, int) -> int", "(uint, uint) -> uint", "(double, double) -> double"),
        new(Operators.Divide, Arithmetic.Divide, "(int, int) -> int", "(uint, uint) -> uint", "(double, double) -> double"),
        new(Operators.Modulo, Arithmetic.Modulo, "(int, int) -> int", "(uint, uint) -> uint"),
        new(Operators.Negate, Arithmetic.Negate, "(int) -> int", "(double) -> double", "(duration) -> duration"),
        new(Operators.Not, Logic.Not, "(bool) -> bool"),
        new(Operators.Equal, Relations.Equal, "(A, A) -> bool"),
        new(Operators.NotEqual, Relations.NotEqual, "(A, A) -> bool"),
        new(Operators.Less, Relations.Less, Ordered),
        new(Operators.LessOrEqual, Relations.LessOrEqual, Ordered),
        new(Operators.Greater, Relations.Greater, Ordered),
        new(Operators.GreaterOrEqual, Relations.GreaterOrEqual, Ordered),
        new(Operators.In, Collections.In, "(A, list(A)) -> bool", "(A, map(A, B)) -> bool"),
        new(Operators.Index, Collections.Index, "(list(A), int) -> A", "(map(A, B), A) -> B"),
        new("size", Collections.Size,
            "(string) -> int", "(bytes) -> int", "(list(A)) -> int", "(map(A, B)) -> int",
            "string.() -> int", "bytes.() -> int", "list(A).() -> int", "map(A, B).() -> int"),
        new("startsWith", Texts.StartsWith, "string.(string) -> bool"),
        new("endsWith", Texts.EndsWith, "string.(string) -> bool"),
        new("contains", Texts.Contains, "string.(string) -> bool"),
        new("matches", Texts.Matches, "string.(string) -> bool", "(string, string) -> bool"),
        new("int", Conversions.ToInt, "(int) -> int", "(uint) -> int", "(double) -> int", "(string) -> int", "(timestamp) -> int"),
        new("uint", Conversions.ToUint, "(uint) -> uint", "(int) -> uint", "(double) -> uint", "(string) -> uint"),
        new("double", Conversions.ToDouble, "(double) -> double", "(int) -> double", "(uint) -> double", "(string) -> double"),
        new("string", Conversions.ToText, "(string) -> string", "(bool) -> string", "(int) -> string", "(uint) -> string",
            "(double) -> string", "(bytes) -> string", "(timestamp) -> string", "(duration) -> string"),
        new("bytes", Conversions.ToBytes, "(bytes) -> bytes", "(string) -> bytes"),
        new("bool", Conversions.ToBool, "(bool) -> bool", "(string) -> bool"),
        new("timestamp", Conversions.ToTimestamp, "(timestamp) -> timestamp", "(string) -> timestamp", "(int) -> timestamp"),
        new("duration", Conversions.ToDuration, "(duration) -> duration", "(string) -> duration"),
        new("dyn", Conversions.ToDyn, "(A) -> dyn"),
        new("type", Conversions.ToType, "(A) -> type(A)"),
    ];
}
