using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Simulation.Checking;

/// <summary>Holds what a journal says about streams against the ledger.</summary>
internal static class StreamCheck
{
    /// <summary>Reads every stream in every way that there is. Throws on the first difference.</summary>
    public static void Run(IJournal journal, Ledger ledger)
    {
        foreach (var stream in ledger.Streams)
        {
            Run(journal, ledger, stream);
        }
    }

    /// <summary>Throws unless these are a subject's events after a version, up to a version at least.</summary>
    public static void Compare(Ledger ledger, SubjectKey subject, long after, long atLeast, IReadOnlyList<StoredEvent> found)
    {
        var stream = ledger.Find(subject);
        ViolationException.ThrowUnless(after + found.Count >= atLeast, ViolationKind.StaleRead, () => $"{found.Count} events of {subject} are found after {after}, and {atLeast} are acknowledged.");
        for (var at = 0; at < found.Count; at++)
        {
            ViolationException.ThrowUnless(after + at < (stream?.Durable ?? 0), ViolationKind.WrongFeed, () => $"{subject} has more events than are durable.");
            Ledger.Compare(stream!.Events[(int)after + at], found[at], found, isAcknowledged: true);
        }
    }

    private static void Run(IJournal journal, Ledger ledger, LedgerStream stream)
    {
        var subject = stream.Subject;
        Compare(ledger, subject, 0, stream.Durable, [.. Pull.From(journal.ReadSubject(subject, 0, CancellationToken.None))]);
        Compare(ledger, subject, stream.Durable / 2, stream.Durable, [.. Pull.From(journal.ReadSubject(subject, stream.Durable / 2, CancellationToken.None))]);
        var head = Pull.Now(journal.ReadHead(subject, CancellationToken.None));
        ViolationException.ThrowUnless(head == stream.Events.Count, ViolationKind.Gap, () => $"The head of {subject} is {head} and not {stream.Events.Count}.");
        foreach (var one in stream.Events)
        {
            ViolationException.ThrowUnless(journal.MayContain(subject, StableHash.Of(one.Event.Id)), ViolationKind.LostAcknowledged, () => $"The journal says that {one} is certainly not there.");
        }

        if (stream.Durable > 0)
        {
            Contains(journal, stream.Events[0], stream.Events[stream.Durable - 1]);
            ViolationException.ThrowUnless(Pull.Now(journal.FindSubjects(subject.StableHash(), CancellationToken.None)).Contains(subject), ViolationKind.LostAcknowledged, () => $"{subject} is not found by its hash.");
        }
    }

    private static void Contains(IJournal journal, params LedgerEvent[] some)
    {
        foreach (var one in some)
        {
            ViolationException.ThrowUnless(Pull.Now(journal.Contains(one.Subject, one.Event.Id, CancellationToken.None)), ViolationKind.LostAcknowledged, () => $"The journal says that {one} is not there.");
            ViolationException.ThrowUnless(!Pull.Now(journal.Contains(one.Subject, one.Event.Id + "?", CancellationToken.None)), ViolationKind.WrongContent, () => $"The journal knows an event of {one.Subject} that was never sent.");
        }
    }
}
