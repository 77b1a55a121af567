using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Erasures;

/// <summary>Writes commits again without one subject's events and id; the places of all other events stay. One thread at a time.</summary>
internal sealed class CommitEraser : IDisposable
{
    private readonly CommitContents contents = new();
    private readonly TextCache texts = new();
    private readonly ByteWriter output = new();

    /// <summary>The payload that the last call made; valid until the next.</summary>
    public ReadOnlySpan<byte> Written => output.Written;

    /// <summary>Makes a payload without a subject. Throws <see cref="InvalidDataException"/> on damage.</summary>
    /// <returns>How many events were left out; 0 where the payload has nothing of the subject, and then nothing was made.</returns>
    public int Erase(ReadOnlySpan<byte> payload, in SubjectKey subject)
    {
        contents.Read(payload, texts);
        var erased = contents.Find(subject, payload);
        if (erased < 0)
        {
            return 0;
        }

        CommitFormat.Open(output);
        foreach (var part in contents.Parts)
        {
            output.Raw(part.Subject == erased ? [] : payload.Slice(part.At, part.Bytes));
        }

        var tables = output.Length;
        WriteTenants();
        WriteSubjects(payload, erased);
        var left = WriteParts(payload, erased);
        output.Fixed64((ulong)tables);
        return left;
    }

    /// <inheritdoc/>
    public void Dispose() => output.Dispose();

    private void WriteTenants()
    {
        output.Unsigned((ulong)contents.Tenants.Count);
        foreach (var tenant in contents.Tenants)
        {
            output.Text(tenant.Value);
        }
    }

    private void WriteSubjects(ReadOnlySpan<byte> payload, int erased)
    {
        output.Unsigned((ulong)contents.Subjects.Count);
        for (var at = 0; at < contents.Subjects.Count; at++)
        {
            var slot = contents.Subjects[at];
            output.Unsigned((ulong)slot.Tenant);
            if (at == erased || slot.IsErased)
            {
                output.Byte(CommitFormat.ErasedKind);
                continue;
            }

            output.Byte((byte)slot.Kind);
            output.Bytes(payload.Slice(slot.IdAt, slot.IdBytes));
        }
    }

    private int WriteParts(ReadOnlySpan<byte> payload, int erased)
    {
        var left = 0;
        output.Unsigned((ulong)contents.Parts.Count);
        foreach (var part in contents.Parts)
        {
            var isErased = part.Subject == erased;
            left += isErased ? part.Events : 0;
            output.Unsigned((ulong)part.Subject);
            output.Unsigned(isErased ? 0 : (ulong)part.FirstVersion);
            output.Unsigned((ulong)part.Events);
            output.Unsigned(isErased ? 0 : TypesOf(part, payload).Bits);
            output.Unsigned(isErased ? 0 : (ulong)part.Bytes);
        }

        return left;
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
            types = types.With(EventCodec.Read(ref reader, texts).Type);
        }

        return types;
    }
}
