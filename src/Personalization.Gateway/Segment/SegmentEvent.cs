using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Segment;

/// <summary>Reads one event of Segment's specification out of bytes that are known to be JSON. Unknown members are passed over.</summary>
internal static class SegmentEvent
{
    /// <summary>Reads an event.</summary>
    /// <param name="json">One JSON value in UTF-8.</param>
    /// <param name="fields">What was said, also where there is a problem: the answer names the event by its messageId.</param>
    /// <returns>Null, or the first thing that is wrong.</returns>
    public static Problem? Read(ReadOnlySpan<byte> json, ref EventFields fields)
    {
        var reader = new Utf8JsonReader(json, SegmentScan.Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType("", "an object", reader.TokenType);
        }

        Problem? first = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var problem = ReadMember(ref reader, ref fields);
            if (problem is not null)
            {
                // The problem may have left the reader anywhere inside the member; only the messageId is still of use.
                first = problem;
                break;
            }
        }

        if (first is not null && fields.MessageId is null)
        {
            fields.MessageId = FindMessageId(json);
        }

        return first;
    }

    private static Problem? ReadMember(ref Utf8JsonReader reader, ref EventFields fields)
    {
        var member = SegmentMembers.Of(ref reader);
        reader.Read();
        switch (member)
        {
            case SegmentMember.Type: return ReadType(ref reader, ref fields);
            case SegmentMember.MessageId: return Id(ref reader, "/messageId", ref fields.MessageId);
            case SegmentMember.UserId: return Id(ref reader, "/userId", ref fields.UserId);
            case SegmentMember.AnonymousId: return Id(ref reader, "/anonymousId", ref fields.AnonymousId);
            case SegmentMember.GroupId: return Id(ref reader, "/groupId", ref fields.GroupId);
            case SegmentMember.PreviousId: return Id(ref reader, "/previousId", ref fields.PreviousId);
            case SegmentMember.Event: return Id(ref reader, "/event", ref fields.Event);
            case SegmentMember.Name: return Id(ref reader, "/name", ref fields.Name);
            case SegmentMember.Properties: return Map(ref reader, "/properties", ref fields.Properties);
            case SegmentMember.Traits: return Map(ref reader, "/traits", ref fields.Traits);
            case SegmentMember.Context: return SegmentContext.Read(ref reader, ref fields.Context);
            case SegmentMember.Timestamp: return JsonField.SenderTime(ref reader, "/timestamp", ref fields.Timestamp);
            case SegmentMember.OriginalTimestamp: return JsonField.SenderTime(ref reader, "/originalTimestamp", ref fields.OriginalTimestamp);
            case SegmentMember.SentAt: return JsonField.SenderTime(ref reader, "/sentAt", ref fields.SentAt);
            default:
                reader.Skip();
                return null;
        }
    }

    private static Problem? ReadType(ref Utf8JsonReader reader, ref EventFields fields)
    {
        string? type = null;
        var problem = JsonField.Text(ref reader, "/type", Limits.NameChars, ref type);
        if (fields.Call == EventCall.Unknown && type is not null)
        {
            fields.Call = type switch
            {
                "track" => EventCall.Track,
                "identify" => EventCall.Identify,
                "group" => EventCall.Group,
                "alias" => EventCall.Alias,
                "page" => EventCall.Page,
                "screen" => EventCall.Screen,
                _ => EventCall.Unknown,
            };
        }

        return problem;
    }

    // How long each text may be is judged later, in one place for every protocol.
    private static Problem? Id(ref Utf8JsonReader reader, string path, ref string? id) => JsonField.Text(ref reader, path, int.MaxValue, ref id);

    private static Problem? Map(ref Utf8JsonReader reader, string path, ref Core.Expressions.ValueMap? map)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return JsonField.WrongType(path, "an object", reader.TokenType);
        }

        var problem = JsonValue.ReadMap(ref reader, 1, out var read);
        map = read;
        return problem is null ? null : problem with { Path = path + problem.Path };
    }

    /// <summary>Finds the messageId of an event that is not read any further.</summary>
    public static string? FindMessageId(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, SegmentScan.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessageId = JsonText.Is(ref reader, "messageId"u8);
            reader.Read();
            if (isMessageId)
            {
                string? id = null;
                return JsonField.CutText(ref reader, "", Core.Events.Event.IdCharsMax, ref id) is null ? id : null;
            }

            reader.Skip();
        }

        return null;
    }
}
