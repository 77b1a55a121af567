using System.Buffers;

namespace Personalization.Grpc;

/// <summary>The value of <c>grpc-message</c>: UTF-8, percent-encoded (PROTOCOL-HTTP2.md, "Percent-Encoded").</summary>
internal static class StatusMessage
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(character => character != '%').ToArray());

    /// <summary>Encodes a sentence, cut at <see cref="Limits.StatusMessageCharacters"/>.</summary>
    public static string Encode(string message)
    {
        if (message.Length > Limits.StatusMessageCharacters)
            message = message[..Limits.StatusMessageCharacters];
        // A header loses blanks at its ends, so that those have to be escaped as well.
        return !message.AsSpan().ContainsAnyExcept(Plain) && message.AsSpan().Trim().Length == message.Length
            ? message
            : Uri.EscapeDataString(message);
    }

    /// <summary>Decodes what can be decoded and leaves broken escapes as they are.</summary>
    public static string Decode(string header) => Uri.UnescapeDataString(header);
}
