using System.Text;
using System.Text.Json;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>The words of a refused event: all its texts, numbers and names, as far as it is JSON, which one that was cut off is up to there.</summary>
internal static class LetterWords
{
    /// <summary>Reads them.</summary>
    /// <param name="raw">The event as it came.</param>
    /// <returns>The words, and what is behind the last thing that could be read.</returns>
    public static (List<string> Words, string Unread) Of(string raw)
    {
        var bytes = Encoding.UTF8.GetBytes(raw);
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }));
        List<string> words = [];
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.String or JsonTokenType.PropertyName:
                        words.Add(reader.GetString()!);
                        break;
                    case JsonTokenType.Number:
                        words.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                        break;
                }
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // The rest is no JSON, or a text of it no UTF-16.
        }

        return (words, Encoding.UTF8.GetString(bytes.AsSpan((int)reader.BytesConsumed)));
    }
}
