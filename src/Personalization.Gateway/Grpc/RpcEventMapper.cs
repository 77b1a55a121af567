using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Json;
using Personalization.Gateway.Segment;
using Message = Personalization.Grpc.V1.Event;
using MessageContext = Personalization.Grpc.V1.EventContext;
using MessageType = Personalization.Grpc.V1.EventType;

namespace Personalization.Gateway.Grpc;

/// <summary>Reads events out of protobuf messages.</summary>
internal static class RpcEventMapper
{
    /// <summary>Reads an event.</summary>
    /// <returns>Null, or the first thing that is wrong with its form.</returns>
    public static Problem? Read(Message message, out EventFields fields)
    {
        fields = new EventFields
        {
            Call = CallOf(message.Type),
            MessageId = message.MessageId,
            UserId = message.UserId,
            AnonymousId = message.AnonymousId,
            GroupId = message.GroupId,
            PreviousId = message.PreviousId,
            Event = message.Event_,
            Name = message.Name,
            Context = message.Context is null ? default : ContextOf(message.Context),
        };
        return (fields.Context.ExternalIds is { } ids ? SegmentExternalIds.Check(ids) : null)
            ?? (fields.Context.Consent is { } consent ? SegmentConsent.Check(consent) : null)
            ?? RpcTime.Read(message.Timestamp, "/timestamp", out fields.Timestamp)
            ?? RpcStruct.Read(message.Properties, "/properties", out fields.Properties)
            ?? RpcStruct.Read(message.Traits, "/traits", out fields.Traits);
    }

    private static EventCall CallOf(MessageType type) => type switch
    {
        MessageType.Track => EventCall.Track,
        MessageType.Identify => EventCall.Identify,
        MessageType.Group => EventCall.Group,
        MessageType.Alias => EventCall.Alias,
        MessageType.Page => EventCall.Page,
        MessageType.Screen => EventCall.Screen,
        _ => EventCall.Unknown,
    };

    private static ContextFields ContextOf(MessageContext context) => new()
    {
        Locale = Text(context.Locale),
        TimeZone = Text(context.Timezone),
        Country = Text(context.Country),
        Region = Text(context.Region),
        Device = Text(context.DeviceType),
        Os = Text(context.Os),
        AppVersion = Text(context.AppVersion),
        Source = Text(context.Source),
        GroupId = context.GroupId,
        ExternalIds = context.ExternalIds.Count == 0 ? null : [.. context.ExternalIds],
        Consent = context.Consent.Count == 0 ? null : new ValueMap([.. context.Consent.Select(one => KeyValuePair.Create(Value.String(one.Key), Value.Bool(one.Value)))]),
        PagePath = context.PagePath.Length == 0 ? null : JsonField.Cut(context.PagePath, Viewed.PathCharsMax),
    };

    private static string? Text(string text) => text.Length == 0 ? null : JsonField.Cut(text, EventContext.TextCharsMax);
}
