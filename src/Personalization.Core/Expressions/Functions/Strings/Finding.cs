namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>The position of a text in another one, or -1. An empty one is found wherever the search starts.</summary>
internal static class Finding
{
    private static readonly Value Nowhere = Value.Int(-1);

    /// <summary>The first occurrence, from a position on.</summary>
    public static Value IndexOf(ReadOnlySpan<Value> arguments)
    {
        if (!AreTexts(arguments))
        {
            return Errors.NoSuchOverload;
        }

        var text = arguments[0].AsString.AsSpan();
        var start = 0;
        if (arguments.Length == 3 && !CodePoints.TryUnitAt(text, arguments[2].AsInt, out start))
        {
            return Positions.OutOfRange(arguments[2].AsInt);
        }

        var found = text[start..].IndexOf(arguments[1].AsString, StringComparison.Ordinal);
        return found < 0 ? Nowhere : Value.Int(CodePoints.Count(text[..(start + found)]));
    }

    /// <summary>The last occurrence that begins at a position or before.</summary>
    public static Value LastIndexOf(ReadOnlySpan<Value> arguments)
    {
        if (!AreTexts(arguments))
        {
            return Errors.NoSuchOverload;
        }

        var text = arguments[0].AsString.AsSpan();
        var wanted = arguments[1].AsString;
        var last = text.Length;
        if (arguments.Length == 3 && !CodePoints.TryUnitAt(text, arguments[2].AsInt, out last))
        {
            return Positions.OutOfRange(arguments[2].AsInt);
        }

        var end = Math.Min(text.Length, last + wanted.Length);
        var found = text[..end].LastIndexOf(wanted, StringComparison.Ordinal);
        return found < 0 ? Nowhere : Value.Int(CodePoints.Count(text[..found]));
    }

    private static bool AreTexts(ReadOnlySpan<Value> arguments) =>
        arguments is [{ Kind: ValueKind.String }, { Kind: ValueKind.String }]
        or [{ Kind: ValueKind.String }, { Kind: ValueKind.String }, { Kind: ValueKind.Int }];
}
