using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>The texts of a list one behind the other, with a separator between them.</summary>
internal static class Joining
{
    public static Value Join(ReadOnlySpan<Value> arguments) => arguments switch
    {
        [{ Kind: ValueKind.List } list] => Join(list.AsList, ""),
        [{ Kind: ValueKind.List } list, { Kind: ValueKind.String } separator] => Join(list.AsList, separator.AsString),
        _ => Errors.NoSuchOverload,
    };

    private static Value Join(ReadOnlySpan<Value> texts, string separator)
    {
        var result = new StringBuilder();
        for (var at = 0; at < texts.Length; at++)
        {
            if (texts[at].Kind != ValueKind.String)
            {
                return Errors.NoSuchOverload;
            }

            result.Append(at == 0 ? "" : separator).Append(texts[at].AsString);
            if (result.Length > Limits.ExpressionTextMax)
            {
                return Errors.TextTooLong;
            }
        }

        return Value.String(result.ToString());
    }
}
