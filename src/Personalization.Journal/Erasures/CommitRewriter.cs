using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Erasures;

/// <summary>Writes commits again without some of what they hold; the places of all other events stay. One thread at a time.</summary>
internal abstract class CommitRewriter : IDisposable
{
    private readonly ByteWriter output = new();
    private readonly List<StoredPart> parts = [];

    /// <summary>The payload that the last call made; valid until the next.</summary>
    public ReadOnlySpan<byte> Written => output.Written;

    /// <summary>The tables of the payload that is written again.</summary>
    protected CommitContents Contents { get; } = new();

    /// <summary>The texts that were read lately.</summary>
    protected TextCache Texts { get; } = new();

    /// <summary>Makes a payload without what has to go. Throws <see cref="InvalidDataException"/> on damage.</summary>
    /// <returns>How many events went; 0 where the payload has nothing that has to, and then what was made is of no use.</returns>
    public int Rewrite(ReadOnlySpan<byte> payload)
    {
        Contents.Read(payload, Texts);
        if (!IsConcerned(payload))
        {
            return 0;
        }

        CommitFormat.Open(output);
        parts.Clear();
        var gone = 0;
        foreach (var part in Contents.Parts)
        {
            gone += Write(payload, part, output, out var written);
            parts.Add(written);
        }

        if (gone > 0)
        {
            Close(payload);
        }

        return gone;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the payload, whose tables were read, may hold something that has to go.</summary>
    protected abstract bool IsConcerned(ReadOnlySpan<byte> payload);

    /// <summary>Writes what stays of a part, and says what it is then.</summary>
    /// <returns>How many of its events went.</returns>
    protected abstract int Write(ReadOnlySpan<byte> payload, in StoredPart part, ByteWriter to, out StoredPart written);

    /// <summary>Whether a subject goes as a whole, with its id.</summary>
    protected virtual bool IsErased(int subject) => false;

    /// <summary>Writes a part as it is.</summary>
    protected StoredPart Copy(ReadOnlySpan<byte> payload, in StoredPart part, ByteWriter to)
    {
        to.Raw(payload.Slice(part.At, part.Bytes));
        return part with { Types = TypesOf(part, payload) };
    }

    /// <summary>Writes a part with what is left of some of its events in their place.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="part">The part.</param>
    /// <param name="to">Gets it.</param>
    /// <param name="leftOf">Says what is left of an event; null where it stays.</param>
    /// <param name="written">What the part is then.</param>
    /// <returns>How many of its events went.</returns>
    protected int Thin(ReadOnlySpan<byte> payload, in StoredPart part, ByteWriter to, Func<Event, Event?> leftOf, out StoredPart written)
    {
        var (begin, gone, types) = (to.Length, 0, EventTypeSet.None);
        var bytes = payload.Slice(part.At, part.Bytes);
        var reader = new ByteReader(bytes);
        for (var at = 0; at < part.Events; at++)
        {
            var from = reader.Position;
            var one = EventCodec.Read(ref reader, Texts);
            if (leftOf(one) is { } left)
            {
                // The kind of what is left is named also where it is inside of an adopted event: it says that the commit was written again.
                types = types.With(EventType.Expired).With(left.Type);
                EventCodec.Write(to, left);
                gone++;
            }
            else
            {
                types = types.With(one.Type);
                to.Raw(bytes[from..reader.Position]);
            }
        }

        if (part.Types != EventTypeSet.All && part.Types.Contains(EventType.Expired))
        {
            types = types.With(EventType.Expired);
        }

        written = part with { Types = types, Bytes = to.Length - begin };
        return gone;
    }

    private void Close(ReadOnlySpan<byte> payload)
    {
        var tables = output.Length;
        output.Unsigned((ulong)Contents.Tenants.Count);
        foreach (var tenant in Contents.Tenants)
        {
            output.Text(tenant.Value);
        }

        WriteSubjects(payload);
        WriteParts();
        output.Fixed64((ulong)tables);
    }

    private void WriteSubjects(ReadOnlySpan<byte> payload)
    {
        output.Unsigned((ulong)Contents.Subjects.Count);
        for (var at = 0; at < Contents.Subjects.Count; at++)
        {
            var slot = Contents.Subjects[at];
            output.Unsigned((ulong)slot.Tenant);
            if (slot.IsErased || IsErased(at))
            {
                output.Byte(CommitFormat.ErasedKind);
                continue;
            }

            output.Byte((byte)slot.Kind);
            output.Bytes(payload.Slice(slot.IdAt, slot.IdBytes));
        }
    }

    private void WriteParts()
    {
        output.Unsigned((ulong)parts.Count);
        foreach (var part in parts)
        {
            output.Unsigned((ulong)part.Subject);
            output.Unsigned((ulong)part.FirstVersion);
            output.Unsigned((ulong)part.Events);
            output.Unsigned(part.Types.Bits);
            output.Unsigned((ulong)part.Bytes);
        }
    }

    /// <summary>Format 1 does not say which kinds of event a part holds, so they are read.</summary>
    private EventTypeSet TypesOf(in StoredPart part, ReadOnlySpan<byte> payload)
    {
        if (part.Types != EventTypeSet.All)
        {
            return part.Types;
        }

        var types = EventTypeSet.None;
        var reader = new ByteReader(payload.Slice(part.At, part.Bytes));
        for (var at = 0; at < part.Events; at++)
        {
            types = types.With(EventCodec.Read(ref reader, Texts).Type);
        }

        return types;
    }
}
