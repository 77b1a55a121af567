using System.Text;
using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Json;

/// <summary>Reads texts out of JSON.</summary>
internal static class JsonText
{
    /// <summary>Whether the text or the member name at the reader's token is this one; half a character, such as <c>"\ud800"</c>, is none.</summary>
    /// <param name="reader">Stands at the token.</param>
    /// <param name="text">The text in UTF-8.</param>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        // The reader's own comparison throws on half a character.
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals(text);
        }

        return Read(ref reader, out var unescaped) is null && Encoding.UTF8.GetBytes(unescaped).AsSpan().SequenceEqual(text);
    }

    /// <summary>Reads the text or the member name at the reader's token.</summary>
    /// <returns>Null, or a problem: the bytes are not UTF-8, or there is an escape such as <c>"\ud800"</c>, half of a character.</returns>
    public static Problem? Read(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return null;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return new Problem(ProblemCodes.InvalidUtf8, "", "The text holds bytes or an escape that are no character.");
        }
    }
}
