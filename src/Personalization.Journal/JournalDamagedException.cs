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

    private JournalDamagedException(string message, long? commitId, Exception? inner = null)
        : base(message, inner)
    {
        CommitId = commitId;
    }

    /// <summary>Acknowledged commits are not there.</summary>
    /// <param name="markedCommit">The newest commit that was acknowledged.</param>
    /// <param name="lastCommit">The last commit that is there; 0 for none.</param>
    internal static JournalDamagedException Missing(long markedCommit, long lastCommit) => new(
        (lastCommit < markedCommit
            ? $"journal.ack says that commit {markedCommit} was acknowledged, but journal.db ends at commit {lastCommit}: {markedCommit - lastCommit} acknowledged commits are missing. "
            : $"journal.ack says that commit {markedCommit} was acknowledged, but journal.db, which ends at commit {lastCommit}, has none of that number. ") + WhatToDo,
        markedCommit);

    /// <summary>The commit that was acknowledged last is there with other contents.</summary>
    internal static JournalDamagedException Other(long markedCommit) => new(
        $"Commit {markedCommit} of journal.db is not the one that journal.ack says was acknowledged. {WhatToDo}", markedCommit);

    /// <summary>The file has more or fewer pages than its header says.</summary>
    internal static JournalDamagedException WrongLength(long length, long expected) => new(
        $"journal.db has {length} bytes where its header says {expected}. Restore it from a backup.", commitId: null);

    /// <summary>The file cannot be read as a journal.</summary>
    internal static JournalDamagedException InFile(Exception inner) => new(
        $"journal.db is damaged: {inner.Message} Restore it from a backup.", commitId: null, inner);

    /// <summary>The write-ahead log is damaged before commits that were acknowledged.</summary>
    /// <param name="frame">The damaged frame, from 1.</param>
    internal static JournalDamagedException InLog(long frame) => new(
        $"Frame {frame} of journal.db-wal is damaged, and commits behind it were acknowledged. Restore journal.db and journal.db-wal from a backup, or open journal.db with sqlite3 to go on without them.", commitId: null);

    private const string WhatToDo = "Restore journal.db and journal.db-wal from a backup; to go on without what is missing, delete journal.ack.";

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
