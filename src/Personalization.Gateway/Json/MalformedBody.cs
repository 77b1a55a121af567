using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Json;

/// <summary>Says where a body stops being JSON, and whether it stops being UTF-8 before that.</summary>
internal static class MalformedBody
{
    /// <summary>The problem of a body that a reader refused.</summary>
    public static Problem Problem(ReadOnlySpan<byte> body, JsonException error)
    {
        if (InvalidUtf8(body) is { } invalid)
        {
            return invalid;
        }

        var line = (error.LineNumber ?? 0) + 1;
        var column = (error.BytePositionInLine ?? 0) + 1;
        return new Problem(ProblemCodes.MalformedJson, "", $"The body is not JSON at line {line}, byte {column}.");
    }

    /// <summary>The problem of bytes that are not UTF-8; null where all are.</summary>
    public static Problem? InvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        Span<char> chars = stackalloc char[256];
        var at = 0;
        while (Utf8.ToUtf16(bytes[at..], chars, out var read, out _, replaceInvalidSequences: false) != OperationStatus.InvalidData)
        {
            at += read;
        }

        Utf8.ToUtf16(bytes[at..], chars, out var valid, out _, replaceInvalidSequences: false);
        return new Problem(ProblemCodes.InvalidUtf8, "", $"Byte {at + valid} is not UTF-8.");
    }
}
