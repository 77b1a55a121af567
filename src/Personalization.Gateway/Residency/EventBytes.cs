using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Journal.Codecs;

namespace Personalization.Gateway.Residency;

/// <summary>Events in the stored encoding (docs/formats/journal.md), one by one.</summary>
internal sealed class EventBytes : IDisposable
{
    private readonly ByteWriter writer = new();
    private readonly TextCache texts = new();

    /// <summary>The bytes of an event; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(Event one)
    {
        writer.Clear();
        EventCodec.Write(writer, one);
        return writer.Written;
    }

    /// <summary>The event of some bytes; null where they are not exactly one that this program would write.</summary>
    public Event? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new ByteReader(bytes);
            var one = EventCodec.Read(ref reader, texts);
            return Write(one).SequenceEqual(bytes) ? one : null;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
