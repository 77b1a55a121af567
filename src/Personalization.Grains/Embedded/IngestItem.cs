using Personalization.Core.Catalogs;
using Personalization.Core.Events;

namespace Personalization.Grains.Embedded;

/// <summary>An event of a batch.</summary>
internal struct IngestItem
{
    /// <summary>The event as it came.</summary>
    public Event Event;

    /// <summary>The stable hash of its id.</summary>
    public ulong IdHash;

    /// <summary>Whose streams it is meant for.</summary>
    public SubjectSide Side;

    /// <summary>The index of the next event of the same group, or -1.</summary>
    public int Next;
}
