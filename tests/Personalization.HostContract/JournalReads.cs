using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.HostContract;

/// <summary>Reads of a journal as lists.</summary>
public static class JournalReads
{
    public static async Task<List<StoredEvent>> Stream(this IJournal journal, SubjectKey subject, long afterVersion = 0)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in journal.ReadSubject(subject, afterVersion, TestContext.Current.CancellationToken))
        {
            events.Add(stored);
        }

        return events;
    }

    public static async Task<List<StoredEvent>> Feed(this IJournal journal, long afterPosition = 0, EventTypeSet? types = null)
    {
        var events = new List<StoredEvent>();
        var cancellation = TestContext.Current.CancellationToken;
        await foreach (var stored in types is { } some ? journal.ReadFrom(afterPosition, some, cancellation) : journal.ReadFrom(afterPosition, cancellation))
        {
            events.Add(stored);
        }

        return events;
    }

    public static async Task<CommitResult> Append(this IJournal journal, params StreamAppend[] parts) => await journal.Append(parts.AsSpan());
}
