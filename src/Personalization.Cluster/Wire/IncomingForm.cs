using Personalization.Grains;

namespace Personalization.Cluster.Wire;

/// <summary>Events with who sent them. Those of one turn are nearly always of the same person: from version 2 on an event whose sender is that of the event before does not name them again.</summary>
internal static class IncomingForm
{
    private const int User = 1, Visitor = 2, Same = 4;

    public static void Write(in WireWriter writer, IReadOnlyList<IncomingEvent> events)
    {
        writer.Bytes.Unsigned((ulong)events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            var one = events[at];
            if (writer.Version > 1 && at > 0 && one.UserId == events[at - 1].UserId && one.AnonymousId == events[at - 1].AnonymousId)
            {
                writer.Bytes.Byte(Same);
            }
            else
            {
                writer.Bytes.Byte((byte)((one.UserId is null ? 0 : User) | (one.AnonymousId is null ? 0 : Visitor)));
                writer.TextIfAny(one.UserId);
                writer.TextIfAny(one.AnonymousId);
            }

            Journal.Codecs.EventCodec.Write(writer.Bytes, one.Event);
        }
    }

    public static IncomingEvent[] Read(ref WireReader reader)
    {
        var events = new IncomingEvent[reader.Bytes.Count()];
        for (var at = 0; at < events.Length; at++)
        {
            var flags = reader.Flags(reader.Version == 1 || at == 0 ? User | Visitor : User | Visitor | Same);
            events[at] = flags switch
            {
                Same => new IncomingEvent(events[at - 1].UserId, events[at - 1].AnonymousId, reader.Event()),
                > Same => throw new InvalidDataException("An event names its sender and leaves them out."),
                _ => new IncomingEvent((flags & User) != 0 ? reader.Text() : null, (flags & Visitor) != 0 ? reader.Text() : null, reader.Event()),
            };
        }

        return events;
    }
}
