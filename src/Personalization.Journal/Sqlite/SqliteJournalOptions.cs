using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>How a <see cref="SqliteJournal"/> is set up. The defaults are for production; tests use tiny numbers.</summary>
public sealed record SqliteJournalOptions
{
    /// <summary>The data folder; made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Entries in memory after which they are written to the index; at least 1.</summary>
    public int RecentEntriesMax { get; init; } = Limits.RecentEntriesMax;

    /// <summary>Bytes of events after which a commit takes no further call; at least 1. A call is never split.</summary>
    public int CommitBytesMax { get; init; } = Limits.CommitBytesMax;

    /// <summary>Bytes that wait for a commit above which <see cref="IJournal.WaitForRoom"/> waits.</summary>
    public long QueueBytesMax { get; init; } = Limits.QueueBytesMax;

    /// <summary>Events that wait for a commit above which <see cref="IJournal.WaitForRoom"/> waits.</summary>
    public long QueueEventsMax { get; init; } = Limits.QueueEventsMax;

    /// <summary>Bytes of commits after which the write-ahead log is copied into the database, in the background.</summary>
    public long CheckpointBytes { get; init; } = Limits.CheckpointBytes;

    /// <summary>Commits after which an archive is full; at least 1.</summary>
    public int ArchiveCommitsMax { get; init; } = Limits.ArchiveCommitsMax;

    /// <summary>Where the files are: the operating system's disk, or a simulated one.</summary>
    internal IDisk Disk { get; init; } = OperatingDisk.Instance;
}
