using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Segment;

/// <summary>
/// Reads the <c>context</c> of an event: <c>locale</c>, <c>timezone</c>, <c>source</c>, <c>groupId</c>, <c>device.type</c>, <c>os.name</c>,
/// <c>app.version</c>, <c>page.path</c>, <c>location.country</c>, <c>location.region</c>, <c>consent.categoryPreferences</c> and <c>externalIds</c>.
/// </summary>
/// <remarks>Clients put what they like into a context, so a member of another type is passed over; only the account, further ids and what somebody agreed to must be right.</remarks>
internal static class SegmentContext
{
    /// <summary>Reads the context at the reader's token.</summary>
    public static Problem? Read(ref Utf8JsonReader reader, ref ContextFields context)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType("/context", "an object", reader.TokenType);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember(ref reader, ref context) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? ReadMember(ref Utf8JsonReader reader, ref ContextFields context)
    {
        if (JsonText.Is(ref reader, "groupId"u8))
        {
            reader.Read();
            return JsonField.Text(ref reader, "/context/groupId", int.MaxValue, ref context.GroupId);
        }

        if (JsonText.Is(ref reader, "consent"u8))
        {
            return SegmentConsent.Read(ref reader, ref context.Consent);
        }

        if (JsonText.Is(ref reader, "externalIds"u8))
        {
            return SegmentExternalIds.Read(ref reader, ref context.ExternalIds);
        }

        if (JsonText.Is(ref reader, "locale"u8))
        {
            Text(ref reader, EventContext.TextCharsMax, ref context.Locale);
        }
        else if (JsonText.Is(ref reader, "timezone"u8))
        {
            Text(ref reader, EventContext.TextCharsMax, ref context.TimeZone);
        }
        else if (JsonText.Is(ref reader, "source"u8))
        {
            Text(ref reader, EventContext.TextCharsMax, ref context.Source);
        }
        else if (JsonText.Is(ref reader, "device"u8))
        {
            Inner(ref reader, "type"u8, EventContext.TextCharsMax, ref context.Device);
        }
        else if (JsonText.Is(ref reader, "os"u8))
        {
            Inner(ref reader, "name"u8, EventContext.TextCharsMax, ref context.Os);
        }
        else if (JsonText.Is(ref reader, "app"u8))
        {
            Inner(ref reader, "version"u8, EventContext.TextCharsMax, ref context.AppVersion);
        }
        else if (JsonText.Is(ref reader, "page"u8))
        {
            Inner(ref reader, "path"u8, Viewed.PathCharsMax, ref context.PagePath);
        }
        else if (JsonText.Is(ref reader, "location"u8))
        {
            var location = reader;
            Inner(ref location, "country"u8, EventContext.TextCharsMax, ref context.Country);
            Inner(ref reader, "region"u8, EventContext.TextCharsMax, ref context.Region);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }

        return null;
    }

    /// <summary>Reads one member of the object that follows, and goes to its end.</summary>
    private static void Inner(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, int charsMax, ref string? text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, name))
            {
                Text(ref reader, charsMax, ref text);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static void Text(ref Utf8JsonReader reader, int charsMax, ref string? text)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return;
        }

        // An empty text says as little as none.
        text = JsonText.Read(ref reader, out var read) is null && read.Length > 0 ? JsonField.Cut(read, charsMax) : text;
    }
}
