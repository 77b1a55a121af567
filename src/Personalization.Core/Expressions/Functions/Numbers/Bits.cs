namespace Personalization.Core.Expressions.Functions.Numbers;

/// <summary>The bit operations over ints, in two's complement, and uints.</summary>
internal static class Bits
{
    private const int Width = 64;
    private static readonly Value NegativeShift = Value.Error("bits are shifted by 0 or more");

    public static Value And(ReadOnlySpan<Value> arguments) => (arguments[0].Kind, arguments[1].Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Value.Int(arguments[0].AsInt & arguments[1].AsInt),
        (ValueKind.Uint, ValueKind.Uint) => Value.Uint(arguments[0].AsUint & arguments[1].AsUint),
        _ => Errors.NoSuchOverload,
    };

    public static Value Or(ReadOnlySpan<Value> arguments) => (arguments[0].Kind, arguments[1].Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Value.Int(arguments[0].AsInt | arguments[1].AsInt),
        (ValueKind.Uint, ValueKind.Uint) => Value.Uint(arguments[0].AsUint | arguments[1].AsUint),
        _ => Errors.NoSuchOverload,
    };

    public static Value Xor(ReadOnlySpan<Value> arguments) => (arguments[0].Kind, arguments[1].Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Value.Int(arguments[0].AsInt ^ arguments[1].AsInt),
        (ValueKind.Uint, ValueKind.Uint) => Value.Uint(arguments[0].AsUint ^ arguments[1].AsUint),
        _ => Errors.NoSuchOverload,
    };

    public static Value Not(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Int => Value.Int(~arguments[0].AsInt),
        ValueKind.Uint => Value.Uint(~arguments[0].AsUint),
        _ => Errors.NoSuchOverload,
    };

    public static Value ShiftLeft(ReadOnlySpan<Value> arguments) => Shift(arguments, static (bits, by) => bits << by);

    /// <summary>Zeros come in from the left, whatever the sign.</summary>
    public static Value ShiftRight(ReadOnlySpan<Value> arguments) => Shift(arguments, static (bits, by) => bits >> by);

    private static Value Shift(ReadOnlySpan<Value> arguments, Func<ulong, int, ulong> shift)
    {
        if (arguments[0].Kind is not (ValueKind.Int or ValueKind.Uint) || arguments[1].Kind != ValueKind.Int)
        {
            return Errors.NoSuchOverload;
        }

        var by = arguments[1].AsInt;
        if (by < 0)
        {
            return NegativeShift;
        }

        var isSigned = arguments[0].Kind == ValueKind.Int;
        var bits = isSigned ? (ulong)arguments[0].AsInt : arguments[0].AsUint;
        var shifted = by >= Width ? 0 : shift(bits, (int)by);
        return isSigned ? Value.Int((long)shifted) : Value.Uint(shifted);
    }
}
