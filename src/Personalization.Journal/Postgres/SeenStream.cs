using System.Runtime.InteropServices;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>The event ids of one stream: by their hashes, the version that has each. <see cref="SeenEvents"/> locks.</summary>
internal sealed class SeenStream(SubjectKey subject)
{
    /// <summary>Stands for several versions: different ids with the same hash.</summary>
    public const long Several = -1;

    private readonly Dictionary<ulong, long> versions = [];

    /// <summary>Whose stream.</summary>
    public SubjectKey Subject { get; } = subject;

    /// <summary>Whether all of the stream's ids are in it; until then only those that came meanwhile are.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The number of the subject in the database when it was read; null where that is not known. A subject that was erased and came back has another.</summary>
    public long? Row { get; set; }

    /// <summary>The highest version in it.</summary>
    public long Head { get; private set; }

    /// <summary>How many ids are in it.</summary>
    public int Count => versions.Count;

    /// <summary>The read that makes it whole, shared by all who ask; null where nobody has asked yet.</summary>
    public Task? Loading { get; set; }

    /// <summary>Its place in the order of use.</summary>
    public LinkedListNode<SeenStream>? Node { get; set; }

    /// <summary>Adds an id.</summary>
    public void Add(ulong idHash, long version)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(versions, idHash, out var isKnown);
        known = !isKnown || known == version ? version : Several;
        Head = Math.Max(Head, version);
    }

    /// <summary>The version that has an id with this hash, or <see cref="Several"/>.</summary>
    public bool TryFind(ulong idHash, out long version) => versions.TryGetValue(idHash, out version);
}
