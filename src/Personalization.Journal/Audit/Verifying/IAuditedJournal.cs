namespace Personalization.Journal.Audit.Verifying;

/// <summary>A journal as an audit reads it: every place where a decision is or was, and damage instead of an exception where there can be any.</summary>
public interface IAuditedJournal : IDisposable
{
    /// <summary>The last commit there is, 0 for an empty journal; null for one whose commits have no checksums. What is appended later is no part of this audit.</summary>
    long? LastCommit { get; }

    /// <summary>Behind the last event; see <see cref="IJournal.ReadEnd"/>.</summary>
    long EndPosition { get; }

    /// <summary>Whether it keeps the places of events that were erased, so that nothing else can be passed off as an erasure.</summary>
    bool MarksErasures { get; }

    /// <summary>Reads everything there was when it was opened, in the order of positions.</summary>
    IAsyncEnumerable<AuditedCommit> Read(CancellationToken cancellation);

    /// <summary>What an anchor holds fast of a commit; null where there is none or it cannot be read.</summary>
    JournalMark? MarkOf(long commit);
}
