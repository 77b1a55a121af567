using System.Text;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Sqlite;

/// <summary>The tables of one stored commit, read into lists that are used again for the next one.</summary>
internal sealed class CommitContents
{
    private readonly List<TenantId> tenants = [];
    private readonly List<StoredSlot> subjects = [];
    private readonly List<StoredPart> parts = [];

    /// <summary>The tenants in their order.</summary>
    public IReadOnlyList<TenantId> Tenants => tenants;

    /// <summary>The subjects in their order.</summary>
    public IReadOnlyList<StoredSlot> Subjects => subjects;

    /// <summary>The parts in their order.</summary>
    public IReadOnlyList<StoredPart> Parts => parts;

    /// <summary>Reads the tables of a payload. Throws <see cref="InvalidDataException"/> on damage.</summary>
    public void Read(ReadOnlySpan<byte> payload, TextCache texts)
    {
        tenants.Clear();
        subjects.Clear();
        parts.Clear();
        if (payload.Length < 1 + CommitFormat.TrailerBytes || payload[0] is < 1 or > CommitFormat.Version)
        {
            throw new InvalidDataException("The payload is not of a known format.");
        }

        var tables = new ByteReader(payload[^CommitFormat.TrailerBytes..]).Fixed64();
        if (tables < 1 || tables > (ulong)(payload.Length - CommitFormat.TrailerBytes))
        {
            throw new InvalidDataException("The tables lie outside the payload.");
        }

        var reader = new ByteReader(payload[..^CommitFormat.TrailerBytes]);
        reader.Raw((int)tables);
        ReadTenants(ref reader, texts);
        ReadSubjects(ref reader, payload[0]);
        ReadParts(ref reader, (int)tables, payload[0]);
    }

    /// <summary>
    /// Whether the commit was written again, so that its checksum is another one than at first: it has places of a subject that was erased, or of events that expired. A commit that
    /// got what is left of such events from another journal looks the same.
    /// </summary>
    public bool IsRewritten =>
        subjects.Exists(subject => subject.IsErased) || parts.Exists(part => part.Types != EventTypeSet.All && part.Types.Contains(EventType.Expired));

    /// <summary>Whether a part's events were destroyed.</summary>
    public bool IsErased(in StoredPart part) => subjects[part.Subject].IsErased;

    /// <summary>The tenant of a part.</summary>
    public TenantId TenantOf(in StoredPart part) => tenants[subjects[part.Subject].Tenant];

    /// <summary>The subject of a part that was not erased.</summary>
    public SubjectKey SubjectOf(in StoredPart part, ReadOnlySpan<byte> payload)
    {
        var slot = subjects[part.Subject];
        return new SubjectKey(tenants[slot.Tenant], slot.Kind, TextCache.Decode(payload.Slice(slot.IdAt, slot.IdBytes)));
    }

    /// <summary>The place of a subject in the table, by its full key; -1 where the commit has nothing of it.</summary>
    public int Find(in SubjectKey subject, ReadOnlySpan<byte> payload)
    {
        Span<byte> id = stackalloc byte[SubjectKey.IdCharsMax * 3];
        if (!Encoding.UTF8.TryGetBytes(subject.Id, id, out var length))
        {
            id = Encoding.UTF8.GetBytes(subject.Id);
            length = id.Length;
        }

        for (var at = 0; at < subjects.Count; at++)
        {
            var slot = subjects[at];
            if (slot.Kind == subject.Kind && payload.Slice(slot.IdAt, slot.IdBytes).SequenceEqual(id[..length]) && tenants[slot.Tenant] == subject.Tenant)
            {
                return at;
            }
        }

        return -1;
    }

    private void ReadTenants(ref ByteReader reader, TextCache texts)
    {
        for (var left = reader.Count(); left > 0; left--)
        {
            tenants.Add(new TenantId(texts.Get(reader.Bytes())));
        }
    }

    private void ReadSubjects(ref ByteReader reader, byte format)
    {
        for (var left = reader.Count(); left > 0; left--)
        {
            var tenant = Index(reader.Unsigned(), tenants.Count);
            var kind = reader.Byte();
            if (kind == CommitFormat.ErasedKind && format > 1)
            {
                subjects.Add(new StoredSlot(tenant, (SubjectKind)kind, 0, 0));
                continue;
            }

            var bytes = reader.Bytes().Length;
            subjects.Add((SubjectKind)kind is SubjectKind.User or SubjectKind.Account or SubjectKind.Anonymous or SubjectKind.Shared
                ? new StoredSlot(tenant, (SubjectKind)kind, reader.Position - bytes, bytes)
                : throw new InvalidDataException($"No subject is of kind {kind}."));
        }
    }

    private void ReadParts(ref ByteReader reader, int tables, byte format)
    {
        int at = 1, ordinal = 0;
        for (var left = reader.Count(); left > 0; left--)
        {
            var subject = Index(reader.Unsigned(), subjects.Count);
            var firstVersion = (long)reader.Unsigned();
            var events = Index(reader.Unsigned(), Limits.CommitEventsMax + 1);
            var types = format == 1 ? EventTypeSet.All : new EventTypeSet(reader.Unsigned());
            var bytes = Index(reader.Unsigned(), tables - at + 1);
            if (subjects[subject].IsErased && (bytes > 0 || !types.IsEmpty))
            {
                throw new InvalidDataException("A part of an erased subject holds events.");
            }

            parts.Add(new StoredPart(subject, firstVersion, events, types, at, bytes, ordinal));
            at += bytes;
            ordinal += events;
        }

        if (at != tables || reader.Remaining != 0)
        {
            throw new InvalidDataException("The tables do not fit the payload.");
        }
    }

    private static int Index(ulong value, int count) =>
        value < (ulong)count ? (int)value : throw new InvalidDataException("A table points outside of another.");
}
