using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>Reads journals page by page.</summary>
internal static class EventPages
{
    /// <summary>See <see cref="IProfiles.ReadEvents"/>.</summary>
    public static async ValueTask<EventPage> Read(IJournal journal, SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation)
    {
        var max = Math.Clamp(limit, 1, Limits.EventsPerPage);
        var events = new List<StoredEvent>();
        await foreach (var stored in journal.ReadSubject(subject, afterVersion, cancellation).ConfigureAwait(false))
        {
            if (events.Count == max)
            {
                return new EventPage(events, events[^1].Version);
            }

            events.Add(stored);
        }

        return new EventPage(events, null);
    }
}
