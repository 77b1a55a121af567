namespace Personalization.Core.Expressions.Functions.Numbers;

/// <summary>Rounding of doubles to whole ones; NaN and the infinities stay what they are. All of it is exact in IEEE 754.</summary>
internal static class Rounding
{
    public static Value Ceil(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Double(Math.Ceiling(arguments[0].AsDouble)) : Errors.NoSuchOverload;

    public static Value Floor(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Double(Math.Floor(arguments[0].AsDouble)) : Errors.NoSuchOverload;

    /// <summary>To the nearest, halves away from zero.</summary>
    public static Value Round(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Double(Math.Round(arguments[0].AsDouble, MidpointRounding.AwayFromZero)) : Errors.NoSuchOverload;

    public static Value Trunc(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Double ? Value.Double(Math.Truncate(arguments[0].AsDouble)) : Errors.NoSuchOverload;
}
