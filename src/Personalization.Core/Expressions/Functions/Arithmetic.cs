namespace Personalization.Core.Expressions.Functions;

/// <summary>
/// The arithmetic operators over values. Integer overflow is an error, never a wrap.
/// https://github.com/google/cel-spec/blob/master/doc/langdef.md#overflow
/// </summary>
internal static class Arithmetic
{
    public static Value Add(ReadOnlySpan<Value> arguments)
    {
        ref readonly var left = ref arguments[0];
        ref readonly var right = ref arguments[1];
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Int, ValueKind.Int) => Int((Int128)left.AsInt + right.AsInt),
            (ValueKind.Uint, ValueKind.Uint) => Uint((Int128)left.AsUint + right.AsUint),
            (ValueKind.Double, ValueKind.Double) => Value.Double(left.AsDouble + right.AsDouble),
            (ValueKind.String, ValueKind.String) => Sequences.Concat(left.AsString, right.AsString),
            (ValueKind.Bytes, ValueKind.Bytes) => Sequences.Concat(left.AsBytes.Span, right.AsBytes.Span),
            (ValueKind.List, ValueKind.List) => Sequences.Concat(left.AsList, right.AsList),
            (ValueKind.Timestamp, ValueKind.Duration) => Shift(left.AsCelTimestamp, right.AsNanoseconds),
            (ValueKind.Duration, ValueKind.Timestamp) => Shift(right.AsCelTimestamp, left.AsNanoseconds),
            (ValueKind.Duration, ValueKind.Duration) => Nanoseconds((Int128)left.AsNanoseconds + right.AsNanoseconds),
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value Subtract(ReadOnlySpan<Value> arguments)
    {
        ref readonly var left = ref arguments[0];
        ref readonly var right = ref arguments[1];
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Int, ValueKind.Int) => Int((Int128)left.AsInt - right.AsInt),
            (ValueKind.Uint, ValueKind.Uint) => Uint((Int128)left.AsUint - right.AsUint),
            (ValueKind.Double, ValueKind.Double) => Value.Double(left.AsDouble - right.AsDouble),
            (ValueKind.Timestamp, ValueKind.Timestamp) =>
                left.AsCelTimestamp.TrySince(right.AsCelTimestamp, out var since) ? Value.Nanoseconds(since) : Errors.DurationRange,
            (ValueKind.Timestamp, ValueKind.Duration) =>
                right.AsNanoseconds == long.MinValue ? Errors.TimestampRange : Shift(left.AsCelTimestamp, -right.AsNanoseconds),
            (ValueKind.Duration, ValueKind.Duration) => Nanoseconds((Int128)left.AsNanoseconds - right.AsNanoseconds),
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value Multiply(ReadOnlySpan<Value> arguments)
    {
        ref readonly var left = ref arguments[0];
        ref readonly var right = ref arguments[1];
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Int, ValueKind.Int) => Int((Int128)left.AsInt * right.AsInt),
            (ValueKind.Uint, ValueKind.Uint) => Math.BigMul(left.AsUint, right.AsUint, out var low) == 0 ? Value.Uint(low) : Errors.Overflow,
            (ValueKind.Double, ValueKind.Double) => Value.Double(left.AsDouble * right.AsDouble),
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value Divide(ReadOnlySpan<Value> arguments)
    {
        ref readonly var left = ref arguments[0];
        ref readonly var right = ref arguments[1];
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Int, ValueKind.Int) => right.AsInt == 0 ? Errors.DivisionByZero : Int((Int128)left.AsInt / right.AsInt),
            (ValueKind.Uint, ValueKind.Uint) => right.AsUint == 0 ? Errors.DivisionByZero : Value.Uint(left.AsUint / right.AsUint),
            (ValueKind.Double, ValueKind.Double) => Value.Double(left.AsDouble / right.AsDouble),
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value Modulo(ReadOnlySpan<Value> arguments)
    {
        ref readonly var left = ref arguments[0];
        ref readonly var right = ref arguments[1];
        return (left.Kind, right.Kind) switch
        {
            (ValueKind.Int, ValueKind.Int) => right.AsInt == 0 ? Errors.ModulusByZero : Int((Int128)left.AsInt % right.AsInt),
            (ValueKind.Uint, ValueKind.Uint) => right.AsUint == 0 ? Errors.ModulusByZero : Value.Uint(left.AsUint % right.AsUint),
            _ => Errors.NoSuchOverload,
        };
    }

    public static Value Negate(ReadOnlySpan<Value> arguments) => arguments[0].Kind switch
    {
        ValueKind.Int => Int(-(Int128)arguments[0].AsInt),
        ValueKind.Double => Value.Double(-arguments[0].AsDouble),
        ValueKind.Duration => Nanoseconds(-(Int128)arguments[0].AsNanoseconds),
        _ => Errors.NoSuchOverload,
    };

    private static Value Int(Int128 exact) => (long)exact == exact ? Value.Int((long)exact) : Errors.Overflow;

    private static Value Uint(Int128 exact) => exact >= 0 && exact <= ulong.MaxValue ? Value.Uint((ulong)exact) : Errors.Overflow;

    private static Value Nanoseconds(Int128 exact) => (long)exact == exact ? Value.Nanoseconds((long)exact) : Errors.DurationRange;

    private static Value Shift(CelTimestamp timestamp, long nanoseconds) =>
        timestamp.TryAdd(nanoseconds, out var sum) ? Value.Timestamp(sum) : Errors.TimestampRange;
}
