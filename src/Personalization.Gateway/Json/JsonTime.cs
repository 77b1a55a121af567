using System.Globalization;
using System.Text;
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

    /// <summary>Reads an RFC 3339 time (section 5.6), which says by Z or an offset of which zone it is.</summary>
    public static bool TryParseExact(string text, out Instant time)
    {
        // .NET reads more than that, such as times without a day, and those without a zone as if they had that of this machine.
        DateTimeOffset found = default;
        var parsed = text is [_, _, _, _, '-', _, _, '-', _, _, 'T' or 't', _, _, ':', _, _, ':', _, _, ..]
            && HasOffset(Encoding.UTF8.GetBytes(text))
            && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out found);
        time = parsed ? Instant.From(found) : default;
        return parsed;
    }

    private static bool HasOffset(ReadOnlySpan<byte> text)
    {
        var clock = text.IndexOfAny("Tt"u8);
        return clock >= 0 && text[clock..].IndexOfAny("Zz+-"u8) >= 0;
    }
}
