namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>Parts of a text.</summary>
internal static class Cutting
{
    /// <summary>The code point at a position as a text; nothing at the end of the text.</summary>
    public static Value CharAt(ReadOnlySpan<Value> arguments)
    {
        if (arguments is not [{ Kind: ValueKind.String }, { Kind: ValueKind.Int }])
        {
            return Errors.NoSuchOverload;
        }

        var text = arguments[0].AsString;
        return !CodePoints.TryUnitAt(text, arguments[1].AsInt, out var unit) ? Positions.OutOfRange(arguments[1].AsInt)
            : Value.String(unit == text.Length ? "" : text.Substring(unit, CodePoints.UnitsAt(text, unit)));
    }

    /// <summary>From a position to another one or to the end.</summary>
    public static Value Substring(ReadOnlySpan<Value> arguments)
    {
        if (arguments is not ([{ Kind: ValueKind.String }, { Kind: ValueKind.Int }] or [{ Kind: ValueKind.String }, { Kind: ValueKind.Int }, { Kind: ValueKind.Int }]))
        {
            return Errors.NoSuchOverload;
        }

        var text = arguments[0].AsString;
        var end = text.Length;
        return !CodePoints.TryUnitAt(text, arguments[1].AsInt, out var start) ? Positions.OutOfRange(arguments[1].AsInt)
            : arguments.Length == 3 && !CodePoints.TryUnitAt(text, arguments[2].AsInt, out end) ? Positions.OutOfRange(arguments[2].AsInt)
            : end < start ? Positions.Reversed
            : Value.String(text[start..end]);
    }

    /// <summary>Without white space, as Unicode defines it, at both ends.</summary>
    public static Value Trim(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.String ? Value.String(arguments[0].AsString.Trim()) : Errors.NoSuchOverload;
}
