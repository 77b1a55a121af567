namespace Personalization.Core.Expressions.Functions.Numbers;

/// <summary>Absolute value, sign and square root.</summary>
internal static class Magnitude
{
    public static Value Abs(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Uint => arguments[0],
        ValueKind.Int => arguments[0].AsInt == long.MinValue ? Errors.Overflow : Value.Int(Math.Abs(arguments[0].AsInt)),
        ValueKind.Double => Value.Double(Math.Abs(arguments[0].AsDouble)),
        _ => Errors.NoSuchOverload,
    };

    /// <summary>-1, 0 or 1 of the number's own type; NaN and zeros of either sign are their own.</summary>
    public static Value Sign(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Uint => Value.Uint(arguments[0].AsUint == 0 ? 0u : 1u),
        ValueKind.Int => Value.Int(Math.Sign(arguments[0].AsInt)),
        ValueKind.Double => arguments[0].AsDouble is var number && number > 0 ? Value.Double(1)
            : number < 0 ? Value.Double(-1)
            : arguments[0],
        _ => Errors.NoSuchOverload,
    };

    /// <summary>IEEE 754 rounds it correctly, so that it is the same everywhere; NaN below zero.</summary>
    public static Value Sqrt(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Uint => Value.Double(Math.Sqrt(arguments[0].AsUint)),
        ValueKind.Int => Value.Double(Math.Sqrt(arguments[0].AsInt)),
        ValueKind.Double => Value.Double(Math.Sqrt(arguments[0].AsDouble)),
        _ => Errors.NoSuchOverload,
    };
}
