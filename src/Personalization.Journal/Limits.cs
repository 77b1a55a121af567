namespace Personalization.Journal;

/// <summary>Every bound of the journal, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>How long an erasure waits for one of another process: that of a person with a long history takes some seconds, and whoever asked has a client that waits.</summary>
    public static readonly TimeSpan ErasureTurnWait = TimeSpan.FromSeconds(20);

    /// <summary>How deep lists and maps may nest in a stored value: the depth that JSON parsers accept by default, so a crafted one cannot exhaust the stack.</summary>
    public const int ValueDepthMax = 64;

    /// <summary>Subjects that are pinned to a region, of a server: some 10 MB, which are written whole with each. More of them are a tenant.</summary>
    public const int SubjectPinsMax = 100_000;

    /// <summary>Bytes of events after which a commit is full: about what one sync takes to write, and little enough to load for one subject's event.</summary>
    public const int CommitBytesMax = 1 << 20;

    /// <summary>Events of one call: calls are never split, and a batch of the outside holds 2,500 events at most.</summary>
    public const int CallEventsMax = 65_536;

    /// <summary>Bytes of one call: a batch of the outside holds 500 KiB; the rest is room for a copy in each of several streams.</summary>
    public const int CallBytesMax = 16 << 20;

    /// <summary>Turns of one commit that get a span of it each, where they are traced: as many as calls are usually at work, so that a trace of everything costs a commit little.</summary>
    public const int TracedTurnsPerCommit = 128;

    /// <summary>Events of one commit; must leave their ordinal room inside <see cref="StoredEvent.Position"/>.</summary>
    public const int CommitEventsMax = 1 << 17;

    /// <summary>Bytes that wait for the group commit before callers wait: some tenths of a second of a slow disk.</summary>
    public const int QueueBytesMax = 16 << 20;

    /// <summary>Events that wait for the group commit before callers wait.</summary>
    public const int QueueEventsMax = 200_000;

    /// <summary>Full tables of recent entries that wait to be written to the index before callers wait; each takes about 3 MB.</summary>
    public const int FrozenTablesMax = 6;

    /// <summary>Entries per table of recent entries: large enough that a run is written in one go, small enough to be read again in a tenth of a second at the start.</summary>
    public const int RecentEntriesMax = 65_536;

    /// <summary>Runs of one level that become one of the next: keeps the runs of ten million events at a dozen while an entry is rewritten four times.</summary>
    public const int RunsPerLevel = 4;

    /// <summary>Entries of a run that is not merged any further, so that its filter (2 bytes an entry) stays one ordinary row.</summary>
    public const long RunEntriesMax = 64L << 20;

    /// <summary>Entries per block of a run: about 4 KB packed, what a look-up reads.</summary>
    public const int BlockEntriesMax = 256;

    /// <summary>Bytes of write-ahead log after which it is copied into the database.</summary>
    public const int CheckpointBytes = 32 << 20;

    /// <summary>Bytes of a write-ahead log that are written once more in one go at the start: large enough for a disk to be quick.</summary>
    public const int RenewedBytesPerWrite = 1 << 20;

    /// <summary>Bytes of write-ahead log after which commits wait until it has been emptied: readers may have held it.</summary>
    public const long WalBytesMax = 256L << 20;

    /// <summary>Bytes of commits that an erasure writes again in one transaction, while commits wait: a tenth of a second of a slow disk, and never less than one commit.</summary>
    public const int RewriteBytesMax = 4 << 20;

    /// <summary>Blocks of a journal of which somebody remembers when their next event is due: a hundred million commits, or six thousand million rows; 8 MB.</summary>
    public const int ExpiryBlocksMax = 100_000;

    /// <summary>Rows with a name that are looked at and remembered together when events expire: a second's worth of reading.</summary>
    public const int ExpiryBlockRows = 65_536;

    /// <summary>Commits of one archive: at a busy server's rate an hour of them, at a small one's a day's.</summary>
    public const int ArchiveCommitsMax = 4096;

    /// <summary>Bytes of one archive, packed: small enough to be written again for an erasure within seconds.</summary>
    public const long ArchiveBytesMax = 256L << 20;

    /// <summary>Bytes of commits that are packed together: what a read of one event from an archive has to unpack.</summary>
    public const int ArchiveBlockBytesMax = 1 << 20;

    /// <summary>Archived commits that are deleted from the database in one transaction, while new commits wait.</summary>
    public const int ArchivedRowsPerDelete = 16;

    /// <summary>Pages that compacting moves in one transaction, while new commits wait: 4 MB.</summary>
    public const int PagesPerVacuum = 512;

    /// <summary>Event ids that a check holds in memory at once, about 25 bytes each; a journal with more is read again for each so many.</summary>
    public const int CheckedIdsMax = 8_000_000;

    /// <summary>Findings of one check that are listed: after so many the files are broken, not single places in them.</summary>
    public const int FindingsMax = 1000;

    /// <summary>Bytes of commits that a backup copies in one transaction of its own file.</summary>
    public const int BackupChunkBytes = 8 << 20;

    /// <summary>Connections that read at the same time; more readers than cores only wait for each other.</summary>
    public const int ReadersMax = 16;

    /// <summary>Bytes of a scratch buffer that is kept for the next call of the same thread.</summary>
    public const int ScratchBytesKept = 1 << 20;

    /// <summary>Texts that a reader remembers so as not to make them again: event names, property names and common values.</summary>
    public const int CachedTexts = 2048;

    /// <summary>Bytes of the longest text that is remembered; longer ones hardly repeat.</summary>
    public const int CachedTextBytesMax = 40;

    /// <summary>How long SQLite waits for another connection's lock before it gives up.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Keys that are good at the same time: all of them are held in memory.</summary>
    public const int KeysMax = 10_000;

    /// <summary>Characters of a key's text: as long as an HTTP header with a token usually is.</summary>
    public const int KeyCharsMax = 200;

    /// <summary>Characters of a key's label.</summary>
    public const int KeyLabelCharsMax = 200;

    /// <summary>How often the control store is asked whether another process has changed it; so long may a change go unnoticed.</summary>
    public static readonly TimeSpan ControlCheckInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How long keys are known while the database that holds them is away: longer than a fail-over usually takes. A key that was revoked meanwhile is good for so long.</summary>
    public static readonly TimeSpan ControlKnownMax = TimeSpan.FromMinutes(2);

    /// <summary>How long one statement about tenants, keys, catalogs or dead letters may take before its caller is told that the database is away.</summary>
    public static readonly TimeSpan ControlCallMax = TimeSpan.FromSeconds(5);

    /// <summary>Rows of a control.db that are held at once while they are copied into a database: at most 256 MB of bundles, mostly a few hundred kilobytes.</summary>
    public const int ControlPageRows = 16;

    /// <summary>Bytes of a catalog's bundle: a thousand times a usual one.</summary>
    public const int CatalogBytesMax = 16 << 20;

    /// <summary>Versions of a tenant's catalog: ten a day for years. Old decisions are recomputed from them, so none is dropped by itself.</summary>
    public const int CatalogVersionsMax = 10_000;

    /// <summary>Activations of a tenant's catalogs that are remembered: as many as there can be versions.</summary>
    public const int CatalogActivationsMax = CatalogVersionsMax;

    /// <summary>Dead letters of one tenant: enough to try a bad day again, and at most 3 GB.</summary>
    public const int DeadLettersMax = 100_000;

    /// <summary>Characters of a dead letter's raw event: the size that events may have.</summary>
    public const int DeadLetterCharsMax = 32 << 10;

    /// <summary>Dead letters that are read at once.</summary>
    public const int DeadLetterPageMax = 1000;

    /// <summary>Entries of the access log that are read at once.</summary>
    public const int AccessPageMax = 1000;

    /// <summary>Entries of the access log that are dropped in one transaction: some milliseconds, so that others do not wait.</summary>
    public const int AccessDropMax = 5000;

    /// <summary>Decisions of one block of the audit chain: the last block is written again each time it grows, and 50 KB are nothing beside its sync.</summary>
    public const int AuditBlockDecisionsMax = 1024;

    /// <summary>Decisions that are sealed in one transaction: some tenths of a second of a busy server, and a few megabytes of memory.</summary>
    public const int AuditRoundDecisionsMax = 16_384;

    /// <summary>Tenants whose chains grow in one transaction: each brings its last block, so 12 MB at most.</summary>
    public const int AuditRoundTenantsMax = 256;

    /// <summary>Findings of an audit that are told one by one; after so many the rest is only counted.</summary>
    public const int AuditFindingsMax = 1000;

    /// <summary>Places of erased events that are held in memory (16 bytes each) before the chains are looked through for them.</summary>
    public const int ErasedPlacesMax = 1 << 20;

    /// <summary>Decisions and places in the chain without a match that are tried against each other to find what was moved: 256 x 256 hashes take a tenth of a second.</summary>
    public const int AuditMovesMax = 256;

    /// <summary>Bytes of an anchor's file: twenty times a usual one.</summary>
    public const int AnchorBytesMax = 8192;

    /// <summary>How long a commit tries to reach a database that is away: longer than a fail-over to a standby usually takes.</summary>
    public static readonly TimeSpan CommitWait = TimeSpan.FromSeconds(30);

    /// <summary>How long one sending of a commit may take before its connection is given up: hundreds of times an ordinary one.</summary>
    public static readonly TimeSpan CommitAttempt = TimeSpan.FromSeconds(10);

    /// <summary>The first pause before a commit is sent again; it doubles from there.</summary>
    public static readonly TimeSpan ReconnectPauseMin = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest pause before a commit is sent again: a database that is back is not kept waiting.</summary>
    public static readonly TimeSpan ReconnectPauseMax = TimeSpan.FromSeconds(1);

    /// <summary>How long a start waits for the schema's lock: what PostgreSQL takes to notice that a killed server's connection is gone.</summary>
    public static readonly TimeSpan SchemaLockWait = TimeSpan.FromSeconds(5);

    /// <summary>How long the end of the feed waits for older transactions: they are commits of other writers, which take milliseconds.</summary>
    public static readonly TimeSpan FeedWait = TimeSpan.FromSeconds(2);

    /// <summary>How often it looks whether they have ended.</summary>
    public static readonly TimeSpan FeedPoll = TimeSpan.FromMilliseconds(2);

    /// <summary>How often a quiet connection to the database is tried.</summary>
    public static readonly TimeSpan DatabaseKeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Statements that a connection keeps prepared: all that reads use.</summary>
    public const int PreparedStatementsMax = 32;

    /// <summary>Subjects whose numbers in the database are remembered, twice: 10 MB each for short ids.</summary>
    public const int SubjectIdsPerGeneration = 100_000;

    /// <summary>Event ids that are remembered to know repeats without asking the database: about 40 MB.</summary>
    public const int SeenEventsMax = 1 << 20;

    /// <summary>Event ids of one stream beyond which it is not remembered: reading it would push out all others.</summary>
    public const int SeenStreamIdsMax = 1 << 17;

    /// <summary>What an empty stream counts as among the remembered ids, for the memory that it takes itself.</summary>
    public const int SeenIdsPerStream = 8;

    /// <summary>Events that are read from the database in one go: about a megabyte.</summary>
    public const int PageEvents = 4096;

    /// <summary>Months ahead that have a partition: a journal that is left alone for that long still takes events at once.</summary>
    public const int PartitionsAhead = 3;

    /// <summary>How long before the last partition ends new ones are made.</summary>
    public static readonly TimeSpan PartitionsNewBefore = TimeSpan.FromDays(62);

    /// <summary>How long after an attempt to make partitions ahead the next one comes: there are weeks left, and each failure is told.</summary>
    public static readonly TimeSpan PartitionsPause = TimeSpan.FromMinutes(10);

    /// <summary>Commits after which those of yesterday are forgotten; so they are forgotten faster than they are made.</summary>
    public const int CommitsPerPurge = 256;

    /// <summary>Commits that are forgotten at once.</summary>
    public const int PurgedCommits = 1024;

    /// <summary>Subjects that lost a call to another owner and were not read again. Owners reload at once; more of them are a bug, and the journal stops.</summary>
    public const int LostStreamsMax = 65_536;

    /// <summary>How far received times of a stream may fall back and still count as rising, so that looks at the past stop early: a time zone that was taken for another when a clock was set.</summary>
    public static readonly TimeSpan ClockCorrectionMax = TimeSpan.FromHours(24);

    /// <summary>Events between two marks of a profile: what is read of the journal in a few milliseconds, and so many that all marks take a few hundredths of its space.</summary>
    public const int EventsPerMark = 512;
}
