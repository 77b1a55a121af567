using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions.Numbers;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>
/// The extension <c>math</c>. What it leaves out (logarithms, powers, angles) differs between platforms.
/// https://github.com/google/cel-go/blob/master/ext/README.md#math
/// </summary>
internal static class MathLibrary
{
    private const string OfDouble = "(double) -> double", TestOfDouble = "(double) -> bool";

    private static readonly string[] Extremes =
        ["(int) -> int", "(uint) -> uint", "(double) -> double", "(list(int)) -> int", "(list(uint)) -> uint", "(list(double)) -> double"];

    private static readonly string[] OfBits = ["(int, int) -> int", "(uint, uint) -> uint"];

    private static readonly string[] Shifts = ["(int, int) -> int", "(uint, int) -> uint"];

    private static readonly string[] OfAnyNumber = ["(int) -> int", "(uint) -> uint", "(double) -> double"];

    public static Function[] Functions { get; } =
    [
        new("math.greatest", Extreme.Greatest, Extremes) { IsVariadic = true },
        new("math.least", Extreme.Least, Extremes) { IsVariadic = true },
        new("math.ceil", Rounding.Ceil, OfDouble),
        new("math.floor", Rounding.Floor, OfDouble),
        new("math.round", Rounding.Round, OfDouble),
        new("math.trunc", Rounding.Trunc, OfDouble),
        new("math.abs", Magnitude.Abs, OfAnyNumber),
        new("math.sign", Magnitude.Sign, OfAnyNumber),
        new("math.sqrt", Magnitude.Sqrt, "(int) -> double", "(uint) -> double", "(double) -> double"),
        new("math.isNaN", Finiteness.IsNaN, TestOfDouble),
        new("math.isInf", Finiteness.IsInfinite, TestOfDouble),
        new("math.isFinite", Finiteness.IsFinite, TestOfDouble),
        new("math.bitAnd", Bits.And, OfBits),
        new("math.bitOr", Bits.Or, OfBits),
        new("math.bitXor", Bits.Xor, OfBits),
        new("math.bitNot", Bits.Not, "(int) -> int", "(uint) -> uint"),
        new("math.bitShiftLeft", Bits.ShiftLeft, Shifts),
        new("math.bitShiftRight", Bits.ShiftRight, Shifts),
    ];
}
