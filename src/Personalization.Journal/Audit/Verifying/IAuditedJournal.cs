namespace Personalization.Journal.Audit.Verifying;

/// <summary>A journal as an audit reads it: every place where a decision is or was, and damage instead of an exception.</summary>
public interface IAuditedJournal : IDisposable
{
    /// <summary>The last commit there is; 0 for an empty journal. What is appended later is no part of this audit.</summary>
    long LastCommit { get; }

    /// <summary>Behind the last event; see <see cref="IJournal.ReadEnd"/>.</summary>
    long EndPosition { get; }

    /// <summary>Reads commit after commit, up to <see cref="LastCommit"/>.</summary>
    IEnumerable<AuditedCommit> Read();

    /// <summary>What an anchor holds fast of a commit; null where it cannot be read.</summary>
    JournalMark? MarkOf(long commit);
}
