using Personalization.Core.Events;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>What a node keeps of a guest beside its profile.</summary>
internal sealed class GuestVisit(Guest guest)
{
    private readonly HashSet<string> seen = new(guest.Seen, StringComparer.Ordinal);
    private readonly List<Event> appended = [];

    /// <summary>As it came.</summary>
    public Guest Guest { get; } = guest;

    /// <summary>What the turn appended to its stream, or null where that is nothing.</summary>
    public StreamAppend? Appended => appended.Count == 0 ? null : new StreamAppend(Guest.Subject, Guest.Profile.Version + 1, appended);

    /// <summary>Whether its stream has an event of the turn.</summary>
    public bool HasSeen(string eventId) => seen.Contains(eventId);

    /// <summary>Events were appended to its stream.</summary>
    public void Add(IReadOnlyList<Event> events) => appended.AddRange(events);
}
