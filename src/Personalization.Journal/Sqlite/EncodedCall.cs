using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Sqlite;

/// <summary>One call to <see cref="IJournal.Append"/> in stored form, made on the caller's thread in that thread's scratch space.</summary>
internal sealed class EncodedCall : IDisposable
{
    [ThreadStatic]
    private static EncodedCall? scratch;

    private readonly List<EncodedPart> parts = [];
    private ByteWriter bytes = new();
    private ulong[] eventIdHashes = new ulong[64];

    /// <summary>The parts that have events.</summary>
    public List<EncodedPart> Parts => parts;

    /// <summary>How many events there are.</summary>
    public int Events { get; private set; }

    /// <summary>The events' bytes, part after part.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.Written;

    /// <summary>The stable hashes of a part's event ids.</summary>
    public ReadOnlySpan<ulong> EventIdHashes(in EncodedPart part) => eventIdHashes.AsSpan(part.FirstEvent, part.Part.Events);

    /// <summary>Encodes a call; valid until this thread's next one. Throws <see cref="ArgumentException"/> above the limits of a call.</summary>
    public static EncodedCall Encode(ReadOnlySpan<StreamAppend> calls)
    {
        var call = scratch ??= new EncodedCall();
        call.Clear();
        foreach (ref readonly var append in calls)
        {
            call.Add(append);
        }

        return call;
    }

    /// <inheritdoc/>
    public void Dispose() => bytes.Dispose();

    private void Add(in StreamAppend append)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(append.FirstVersion, 1);
        var count = append.Events.Count;
        if (count == 0)
        {
            return;
        }

        if (Events + count > Limits.CallEventsMax)
        {
            throw new ArgumentException($"A call holds at most {Limits.CallEventsMax} events.");
        }

        if (Events + count > eventIdHashes.Length)
        {
            Array.Resize(ref eventIdHashes, Math.Max(eventIdHashes.Length * 2, Events + count));
        }

        int firstEvent = Events, start = bytes.Length;
        var types = EventTypeSet.None;
        for (var at = 0; at < count; at++)
        {
            var one = append.Events[at];
            EventCodec.Write(bytes, one);
            types = types.With(one.Type);
            eventIdHashes[Events++] = one.IdHash;
        }

        if (bytes.Length > Limits.CallBytesMax)
        {
            throw new ArgumentException($"A call holds at most {Limits.CallBytesMax} bytes.");
        }

        var part = new CommitPart(append.Subject, append.FirstVersion, count, types, bytes.Length - start);
        parts.Add(new EncodedPart(part, append.Subject.StableHash(), firstEvent));
    }

    private void Clear()
    {
        if (bytes.Length > Limits.ScratchBytesKept)
        {
            bytes.Dispose();
            bytes = new ByteWriter();
        }

        bytes.Clear();
        parts.Clear();
        Events = 0;
    }
}
