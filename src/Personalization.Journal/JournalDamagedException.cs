namespace Personalization.Journal;

/// <summary>Stored bytes are not what was written: a checksum or a structure is wrong. They are never read as events.</summary>
public sealed class JournalDamagedException : IOException
{
    /// <summary>A commit is damaged or missing.</summary>
    /// <param name="commitId">The commit.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="inner">What found it, or null.</param>
    public JournalDamagedException(long commitId, string reason, Exception? inner = null)
        : base($"Commit {commitId} of the journal is damaged: {reason} Restore journal.db from a backup.", inner) => CommitId = commitId;

    /// <summary>The index is damaged, which costs no events.</summary>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="inner">What found it, or null.</param>
    public JournalDamagedException(string reason, Exception? inner)
        : base($"The journal's index is damaged: {reason} Stop the server and delete index.db; the next start makes it again from journal.db.", inner)
    {
    }

    private JournalDamagedException(string message, bool isArchive = false, Exception? inner = null)
        : base(message, inner) => IsArchive = isArchive;

    /// <summary>Whether an archive is what is damaged.</summary>
    internal bool IsArchive { get; }

    /// <summary>An archive is damaged.</summary>
    /// <param name="name">The file in the folder <c>archive</c>.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="inner">What found it, or null.</param>
    internal static JournalDamagedException InArchive(string name, string reason, Exception? inner = null) =>
        new($"The archive {name} is damaged: {reason} Restore archive/{name} from a backup.", isArchive: true, inner);

    /// <summary>The write-ahead log is damaged before commits that were acknowledged.</summary>
    /// <param name="frame">The damaged frame, from 1.</param>
    internal static JournalDamagedException InLog(long frame) => new(
        $"Frame {frame} of journal.db-wal is damaged, and commits behind it were acknowledged. Restore journal.db and journal.db-wal from a backup, or open journal.db with sqlite3 to go on without them.");

    /// <summary>A row of the table of events is damaged or missing.</summary>
    /// <param name="subject">The subject's number in the database.</param>
    /// <param name="version">The version.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="inner">What found it, or null.</param>
    internal static JournalDamagedException InTable(long subject, long version, string reason, Exception? inner = null) =>
        new($"Version {version} of subject {subject} in the table of events is damaged: {reason} Restore the database from a backup.", isArchive: false, inner);

    /// <summary>The damaged commit, or null where it is not known or the index is damaged.</summary>
    public long? CommitId { get; }
}
