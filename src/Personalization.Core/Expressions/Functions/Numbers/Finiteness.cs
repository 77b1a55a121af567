namespace Personalization.Core.Expressions.Functions.Numbers;

/// <summary>Tests of doubles for NaN and the infinities.</summary>
internal static class Finiteness
{
    public static Value IsNaN(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Bool(double.IsNaN(arguments[0].AsDouble)) : Errors.NoSuchOverload;

    public static Value IsInfinite(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Bool(double.IsInfinity(arguments[0].AsDouble)) : Errors.NoSuchOverload;

    public static Value IsFinite(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Bool(double.IsFinite(arguments[0].AsDouble)) : Errors.NoSuchOverload;
}
