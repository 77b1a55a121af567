namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>The code points of a text from the last to the first.</summary>
internal static class Reversing
{
    public static Value Reverse(ReadOnlySpan<Value> arguments) => arguments[0].Kind != ValueKind.String
        ? Errors.NoSuchOverload
        : Value.String(string.Create(arguments[0].AsString.Length, arguments[0].AsString, static (units, text) =>
        {
            for (var at = 0; at < text.Length;)
            {
                var length = CodePoints.UnitsAt(text, at);
                text.AsSpan(at, length).CopyTo(units[(text.Length - at - length)..]);
                at += length;
            }
        }));
}
