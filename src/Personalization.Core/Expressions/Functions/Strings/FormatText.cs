using System.Text;

namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>The verb <c>%s</c>: any value of the language's own types, in words.</summary>
internal static class FormatText
{
    /// <summary>Appends a value; an error where it or something in it has no text, or where the text grows too long, or null.</summary>
    public static Value Append(in Value value, StringBuilder output)
    {
        switch (value.Kind)
        {
            case ValueKind.List:
                return AppendList(value.AsList, output);
            case ValueKind.Map:
                return AppendMap(value.AsMap, output);
            case ValueKind.Opaque or ValueKind.Error:
                return Value.Error($"%s does not take {CelType.Of(value).WithArticle}");
        }

        return Checked(output.Append(value.Kind switch
        {
            ValueKind.Double => PlainNumber.Of(value.AsDouble),
            ValueKind.Uint => $"{value.AsUint}",
            ValueKind.Bytes => Lossy(value.AsBytes.Span),
            _ => value.ToString(),
        }));
    }

    /// <summary>Asked after every value, even an empty list: a list that holds another twice, and so on, has no bound of its own.</summary>
    private static Value Checked(StringBuilder output) => output.Length > Limits.ExpressionTextMax ? Errors.TextTooLong : default;

    private static Value AppendList(ReadOnlySpan<Value> list, StringBuilder output)
    {
        output.Append('[');
        for (var at = 0; at < list.Length; at++)
        {
            output.Append(at == 0 ? "" : ", ");
            if (Append(list[at], output) is { Kind: ValueKind.Error } error)
            {
                return error;
            }
        }

        return Checked(output.Append(']'));
    }

    /// <summary>Entries come in the order of their keys' texts, since a map has none of its own.</summary>
    private static Value AppendMap(ValueMap map, StringBuilder output)
    {
        var entries = new List<(string Key, Value Value)>();
        foreach (ref readonly var entry in map.Entries)
        {
            var key = new StringBuilder();
            if (Append(entry.Key, key) is { Kind: ValueKind.Error } error)
            {
                return error;
            }

            entries.Add((key.ToString(), entry.Value));
        }

        output.Append('{');
        var separator = "";
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, Comparer<string>.Create(Texts.Compare)))
        {
            output.Append(separator).Append(key).Append(": ");
            separator = ", ";
            if (Append(value, output) is { Kind: ValueKind.Error } error)
            {
                return error;
            }
        }

        return Checked(output.Append('}'));
    }

    /// <summary>Bytes as UTF-8, each run of invalid ones as one replacement character.</summary>
    private static string Lossy(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var wasValid = true;
        while (!bytes.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed) == System.Buffers.OperationStatus.Done;
            if (isValid || wasValid)
            {
                text.Append(rune);
            }

            wasValid = isValid;
            bytes = bytes[consumed..];
        }

        return text.ToString();
    }
}
