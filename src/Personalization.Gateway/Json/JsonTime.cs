using System.Globalization;
using System.Text.Json;
using Personalization.Core;

namespace Personalization.Gateway.Json;

/// <summary>Reads times as clients write them: RFC 3339, and ISO 8601 without an offset, which means UTC.</summary>
internal static class JsonTime
{
    /// <summary>Reads the text at the reader's token as a time.</summary>
    public static bool TryRead(ref Utf8JsonReader reader, out Instant time)
    {
        time = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (!reader.TryGetDateTimeOffset(out var parsed))
        {
            return false;
        }

        // Without an offset the reader assumes the zone of this machine; the sender meant UTC.
        time = HasOffset(reader.ValueSpan) ? Instant.From(parsed) : Instant.From(new DateTimeOffset(parsed.DateTime, TimeSpan.Zero));
        return true;
    }

    /// <summary>Reads a time from a query string.</summary>
    public static bool TryParse(string text, out Instant time)
    {
        // Else a text without a date would be a time of today.
        DateTimeOffset found = default;
        var parsed = text.Length > 10 && text[10] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out found);
        time = parsed ? Instant.From(found) : default;
        return parsed;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text)
    {
        var clock = text.IndexOf((byte)'T');
        return clock >= 0 && text[clock..].IndexOfAny("Z+-"u8) >= 0;
    }
}
