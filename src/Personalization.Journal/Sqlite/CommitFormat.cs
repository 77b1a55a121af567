using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Sqlite;

/// <summary>Writes the payload of a commit. The events come first and the tables that say whose they are last, so that it grows in place while callers add to it.</summary>
internal sealed class CommitFormat
{
    /// <summary>The format that is written.</summary>
    public const byte Version = 2;

    /// <summary>The kind of a subject whose events and id were destroyed; its parts only hold the places of the events.</summary>
    public const byte ErasedKind = 0;

    /// <summary>Bytes at the end that hold the place of the tables.</summary>
    public const int TrailerBytes = 8;

    private readonly Dictionary<TenantId, int> tenants = [];
    private readonly Dictionary<SubjectKey, int> subjects = [];

    /// <summary>Starts a payload.</summary>
    public static void Open(ByteWriter payload)
    {
        payload.Clear();
        payload.Byte(Version);
    }

    /// <summary>Ends a payload whose events are written, part after part.</summary>
    public void Close(ByteWriter payload, IReadOnlyList<CommitPart> parts)
    {
        tenants.Clear();
        subjects.Clear();
        foreach (var part in parts)
        {
            tenants.TryAdd(part.Subject.Tenant, tenants.Count);
            subjects.TryAdd(part.Subject, subjects.Count);
        }

        var tables = payload.Length;
        payload.Unsigned((ulong)tenants.Count);
        foreach (var tenant in tenants.Keys)
        {
            payload.Text(tenant.Value);
        }

        payload.Unsigned((ulong)subjects.Count);
        foreach (var subject in subjects.Keys)
        {
            payload.Unsigned((ulong)tenants[subject.Tenant]);
            payload.Byte((byte)subject.Kind);
            payload.Text(subject.Id);
        }

        payload.Unsigned((ulong)parts.Count);
        foreach (var part in parts)
        {
            payload.Unsigned((ulong)subjects[part.Subject]);
            payload.Unsigned((ulong)part.FirstVersion);
            payload.Unsigned((ulong)part.Events);
            payload.Unsigned(part.Types.Bits);
            payload.Unsigned((ulong)part.Bytes);
        }

        payload.Fixed64((ulong)tables);
    }

    /// <summary>The checksum of a payload; the commit's id is in it, so a row under another id is damage too.</summary>
    public static ulong Checksum(long commitId, ReadOnlySpan<byte> payload) => StableHash.Of(payload, (ulong)commitId);
}
