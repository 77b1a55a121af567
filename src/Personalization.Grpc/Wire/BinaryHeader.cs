using System.Buffers.Text;

namespace Personalization.Grpc;

/// <summary>Bytes in a header: base64, written without padding, read with or without (PROTOCOL-HTTP2.md, "Custom-Metadata").</summary>
internal static class BinaryHeader
{
    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    /// <returns>The bytes, or null when the text is not base64.</returns>
    public static byte[]? TryDecode(string text)
    {
        var padded = text.TrimEnd('=');
        padded = padded.PadRight((padded.Length + 3) / 4 * 4, '=');
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }
}
