using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Sqlite;

/// <summary>Reads the events of a part of a stored commit.</summary>
internal static class PartDecoder
{
    /// <summary>Appends the events of some kinds to a list. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public static void Decode(
        ReadOnlySpan<byte> payload, in StoredPart part, in SubjectKey subject, long commitId, EventTypeSet kinds, TextCache texts, List<StoredEvent> into)
    {
        var reader = new ByteReader(payload.Slice(part.At, part.Bytes));
        for (var at = 0; at < part.Events; at++)
        {
            var one = EventCodec.Read(ref reader, texts);
            if (!part.Types.Contains(one.Type))
            {
                throw new InvalidDataException($"A part holds an event of type {(byte)one.Type}, which it does not name.");
            }

            if (kinds.Contains(one.Type))
            {
                into.Add(new StoredEvent(FeedPosition.Of(commitId, part.FirstOrdinal + at), subject, part.FirstVersion + at, one));
            }
        }

        if (reader.Remaining != 0)
        {
            throw new InvalidDataException("A part holds more bytes than events.");
        }
    }
}
