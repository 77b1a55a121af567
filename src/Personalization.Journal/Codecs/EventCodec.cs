using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Journal.Codecs;

/// <summary>The stored form of an <see cref="Event"/>. Described in <c>docs/formats/journal.md</c>; golden files hold it fast.</summary>
/// <remarks>
/// Two bytes lead: the type, then the layout (high half) and which optional members follow (low half). A change of layout
/// takes a new layout number, so every event that was ever stored stays readable. An event is written in the first layout that can hold it.
/// </remarks>
public static class EventCodec
{
    private const byte HasAccount = 1, HasContext = 2, HasConsents = 4, KnownOptions = HasAccount | HasContext | HasConsents;

    /// <summary>Writes an event. Throws <see cref="ArgumentException"/> where it holds a value that no event can hold.</summary>
    public static void Write(ByteWriter writer, Event one)
    {
        var layout = EventBodyCodec.LayoutOf(one);
        var hasContext = !one.Context.Equals(EventContext.None);
        writer.Byte((byte)one.Type);
        writer.Byte((byte)((layout << 4) | (one.AccountId is null ? 0 : HasAccount) | (hasContext ? HasContext : 0) | (one.Consents.Count > 0 ? HasConsents : 0)));
        writer.Text(one.Id);
        writer.Signed(one.Time.UnixMilliseconds);
        writer.Signed(one.ReceivedAt.UnixMilliseconds - one.Time.UnixMilliseconds);
        if (one.AccountId is { } account)
        {
            writer.Text(account);
        }

        if (hasContext)
        {
            ContextCodec.Write(writer, one.Context);
        }

        if (one.Consents.Count > 0)
        {
            ValueCodec.WriteMap(writer, one.Consents);
        }

        EventBodyCodec.Write(writer, one, layout);
    }

    /// <summary>Reads an event. Throws <see cref="InvalidDataException"/> on an unknown type or layout and on damage.</summary>
    public static Event Read(ref ByteReader reader, TextCache texts) => Read((EventType)reader.Byte(), ref reader, texts);

    /// <summary>Reads the event in an adopted one. It is none itself, so bytes that were made to harm cannot nest.</summary>
    internal static Event ReadOriginal(ref ByteReader reader, TextCache texts)
    {
        var type = (EventType)reader.Byte();
        return type != EventType.Adopted ? Read(type, ref reader, texts) : throw new InvalidDataException("An adopted event is in another one.");
    }

    private static Event Read(EventType type, ref ByteReader reader, TextCache texts)
    {
        var lead = reader.Byte();
        var layout = lead >> 4;
        if (layout is < 1 or > EventBodyCodec.LayoutMax || (lead & 0x0F & ~KnownOptions) != 0)
        {
            throw new InvalidDataException($"No stored event has the layout {layout} with the options {lead & 0x0F}.");
        }

        var id = TextCache.Decode(reader.Bytes());
        var time = reader.Signed();
        var received = time + reader.Signed();
        var account = (lead & HasAccount) != 0 ? texts.Get(reader.Bytes()) : null;
        var context = (lead & HasContext) != 0 ? ContextCodec.Read(ref reader, texts) : EventContext.None;
        var consents = (lead & HasConsents) != 0 ? ValueCodec.ReadMap(ref reader, texts) : ValueMap.Empty;
        return EventBodyCodec.Read(type, new EventHead(layout, id, new Instant(time), new Instant(received), account, context, consents), ref reader, texts);
    }
}
