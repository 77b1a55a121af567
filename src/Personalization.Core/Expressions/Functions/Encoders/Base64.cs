namespace Personalization.Core.Expressions.Functions.Encoders;

/// <summary>Base64 in the standard alphabet: written with padding, read with and without. https://www.rfc-editor.org/rfc/rfc4648#section-4</summary>
internal static class Base64
{
    private const int CharsPerGroup = 4, BytesPerGroup = 3;
    private static readonly Value Malformed = Value.Error("the text is not base64");

    public static Value Encode(ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].Kind != ValueKind.Bytes)
        {
            return Errors.NoSuchOverload;
        }

        var bytes = arguments[0].AsBytes.Span;
        return bytes.Length > Limits.ExpressionTextMax / CharsPerGroup * BytesPerGroup
            ? Errors.TextTooLong
            : Value.String(Convert.ToBase64String(bytes));
    }

    public static Value Decode(ReadOnlySpan<Value> arguments)
    {
        if (arguments[0].Kind != ValueKind.String)
        {
            return Errors.NoSuchOverload;
        }

        var text = arguments[0].AsString;
        if (text.Length > Limits.ExpressionTextMax)
        {
            return Errors.TextTooLong;
        }

        // The reader below would skip white space, which the alphabet does not have.
        if (text.AsSpan().ContainsAny(" \t\r\n"))
        {
            return Malformed;
        }

        var padded = text.Contains('=', StringComparison.Ordinal) ? text
            : text.PadRight((text.Length + CharsPerGroup - 1) / CharsPerGroup * CharsPerGroup, '=');
        var bytes = new byte[padded.Length / CharsPerGroup * BytesPerGroup];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Value.Bytes(bytes[..length]) : Malformed;
    }
}
