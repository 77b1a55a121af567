namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>
/// The parts of a text between separators, or its code points where the separator is empty. At most as many parts as are asked for,
/// the last of which is then all the rest; below zero all.
/// </summary>
internal static class Splitting
{
    public static Value Split(ReadOnlySpan<Value> arguments) => arguments switch
    {
        [{ Kind: ValueKind.String } text, { Kind: ValueKind.String } separator] => Split(text.AsString, separator.AsString, -1),
        [{ Kind: ValueKind.String } text, { Kind: ValueKind.String } separator, { Kind: ValueKind.Int } parts] =>
            Split(text.AsString, separator.AsString, parts.AsInt),
        _ => Errors.NoSuchOverload,
    };

    private static Value Split(string text, string separator, long partsMax)
    {
        if (partsMax == 0 || (text.Length == 0 && separator.Length == 0))
        {
            return Value.List([]);
        }

        var parts = new List<Value>();
        var start = 0;
        while (parts.Count + 1 != partsMax && TryCut(text, separator, start, out var end))
        {
            parts.Add(Value.String(text[start..end]));
            start = end + separator.Length;
            if (parts.Count == Limits.ExpressionListMax)
            {
                return Errors.ListTooLong;
            }
        }

        parts.Add(Value.String(text[start..]));
        return Value.List([.. parts]);
    }

    /// <summary>Where the part that begins at a unit ends; false where it is the last one.</summary>
    private static bool TryCut(string text, string separator, int start, out int end)
    {
        if (separator.Length > 0)
        {
            end = text.IndexOf(separator, start, StringComparison.Ordinal);
            return end >= 0;
        }

        end = start + CodePoints.UnitsAt(text, start);
        return end < text.Length;
    }
}
