using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>Whether a stream lacks what a decision may have read: an event that has expired since.</summary>
/// <remarks>Asked only where a decision comes out differently, and what is left of old events stands at the beginning of a stream.</remarks>
internal static class ExpiredHistory
{
    /// <summary>Whether any event up to a version has expired.</summary>
    public static async ValueTask<bool> IsIn(IJournal journal, SubjectKey subject, long throughVersion, CancellationToken cancellation)
    {
        await foreach (var stored in journal.ReadSubject(subject, 0, cancellation).ConfigureAwait(false))
        {
            if (stored.Version > throughVersion)
            {
                return false;
            }

            if (Expired.Is(stored.Event))
            {
                return true;
            }
        }

        return false;
    }
}
