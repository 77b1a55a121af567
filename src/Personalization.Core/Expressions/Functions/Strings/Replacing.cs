using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>A text with occurrences of one text replaced by another, from the left, at most as many as are asked for; below zero all.</summary>
internal static class Replacing
{
    public static Value Replace(ReadOnlySpan<Value> arguments) => arguments switch
    {
        [{ Kind: ValueKind.String } text, { Kind: ValueKind.String } old, { Kind: ValueKind.String } with] =>
            Replace(text.AsString, old.AsString, with.AsString, -1),
        [{ Kind: ValueKind.String } text, { Kind: ValueKind.String } old, { Kind: ValueKind.String } with, { Kind: ValueKind.Int } times] =>
            Replace(text.AsString, old.AsString, with.AsString, times.AsInt),
        _ => Errors.NoSuchOverload,
    };

    private static Value Replace(string text, string old, string with, long timesMax)
    {
        var result = new StringBuilder();
        var copied = 0;
        var from = 0;
        for (long times = 0; times != timesMax && TryFind(text, old, from, out var found); times++)
        {
            result.Append(text, copied, found - copied).Append(with);
            copied = found + old.Length;

            // Nothing lies before and between all code points and behind the last one.
            from = old.Length > 0 ? copied : found == text.Length ? text.Length + 1 : found + CodePoints.UnitsAt(text, found);
            if (result.Length > Limits.ExpressionTextMax)
            {
                return Errors.TextTooLong;
            }
        }

        return result.Length + (text.Length - copied) > Limits.ExpressionTextMax
            ? Errors.TextTooLong
            : Value.String(result.Append(text, copied, text.Length - copied).ToString());
    }

    private static bool TryFind(string text, string old, int from, out int found)
    {
        found = from > text.Length ? -1 : text.IndexOf(old, from, StringComparison.Ordinal);
        return found >= 0;
    }
}
