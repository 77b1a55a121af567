namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>Upper and lower case of the letters A to Z; all others stay, since theirs is a matter of languages.</summary>
internal static class Casing
{
    private const char CaseBit = ' ';

    public static Value Lower(ReadOnlySpan<Value> arguments) =>
        Change(arguments[0], static unit => char.IsAsciiLetterUpper(unit) ? (char)(unit | CaseBit) : unit);

    public static Value Upper(ReadOnlySpan<Value> arguments) =>
        Change(arguments[0], static unit => char.IsAsciiLetterLower(unit) ? (char)(unit & ~CaseBit) : unit);

    private static Value Change(in Value text, Func<char, char> change) => text.Kind != ValueKind.String
        ? Errors.NoSuchOverload
        : Value.String(string.Create(text.AsString.Length, (Text: text.AsString, change), static (units, from) =>
        {
            for (var at = 0; at < units.Length; at++)
            {
                units[at] = from.change(from.Text[at]);
            }
        }));
}
