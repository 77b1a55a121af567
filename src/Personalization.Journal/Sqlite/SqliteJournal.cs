using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Erasures;
using Personalization.Journal.Expiry;
using Personalization.Journal.Index;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Sqlite;

/// <summary>The embedded journal: <c>journal.db</c> with one row per commit, <c>index.db</c> beside it, and a lock on their folder as the fence.</summary>
/// <remarks>
/// Three threads do its work (<see cref="JournalThreads"/>), or a caller does, step by step (<see cref="OpenStepped"/>). A failed write or sync is final: every
/// waiter and every later call gets a <see cref="JournalFailedException"/>, nothing is retried, and the process should stop (<see cref="Failed"/>).
/// </remarks>
public sealed class SqliteJournal : IJournal, IEventExpiry
{
    /// <summary>The database's name among OpenTelemetry's.</summary>
    internal const string SystemName = "sqlite";

    private readonly IDisposable folder;
    private readonly CommitLog log;
    private readonly IndexStore indexStore;
    private readonly SubjectIndex index;
    private readonly ReaderPool<JournalReader> readers;
    private readonly CommitQueue queue;
    private readonly StreamReads reads;
    private readonly Maintenance maintenance;
    private readonly JournalWork work;
    private readonly JournalMetrics metrics;
    private readonly JournalThreads? threads;
    private int disposed;

    private SqliteJournal(SqliteJournalOptions options, bool isStepped, Stack<IDisposable> opened)
    {
        var journalPath = Path.Combine(options.Folder, "journal.db");
        var indexPath = Path.Combine(options.Folder, "index.db");
        var disk = options.Disk;
        folder = Opened(WritableFolder.Take(disk, options.Folder), opened);
        (var archives, log) = JournalStart.Open(disk, options.Folder, options.CheckpointBytes);
        opened.Push(log);
        (indexStore, var runs, IndexRebuiltBecause) = IndexRecovery.Open(disk, indexPath, journalPath, archives);
        opened.Push(indexStore);
        index = new SubjectIndex(runs, runs.Count == 0 ? 0 : runs[^1].LastCommit, options.RecentEntriesMax);
        var revision = new CommitRevision();
        readers = Opened(new ReaderPool<JournalReader>(() => new JournalReader(disk, journalPath, indexPath, archives, revision)), opened);
        queue = new CommitQueue(index, options, log.LastCommit);
        reads = new StreamReads(index, queue, readers);
        var upkeep = new IndexUpkeep(index, indexStore, queue.SignalRoom);
        IndexRecovery.Replay(index, upkeep, readers, log.LastCommit);
        metrics = Opened(new JournalMetrics(SystemName, () => queue.Depth), opened);
        work = new JournalWork(queue, log, index, upkeep, metrics);
        var erasure = new Erasure(queue, log, index, upkeep, reads, readers, archives, revision, new DerivedEraser(disk, options.Folder));
        var expiry = new JournalExpiry(log, index, upkeep, reads, readers, archives, revision, new SnapshotEraser(disk, options.Folder));
        maintenance = new Maintenance(work, erasure, expiry, new Archiver(archives, log, index, readers, options.ArchiveCommitsMax), log, isStepped);
        threads = isStepped ? null : new JournalThreads(work);
    }

    private StreamReads Reads => disposed == 0 ? reads : throw new ObjectDisposedException(nameof(SqliteJournal));

    private Maintenance Maintenance => disposed == 0 ? maintenance : throw new ObjectDisposedException(nameof(SqliteJournal));

    /// <summary>Completes when the journal has failed; the process should then stop and start again.</summary>
    public Task<JournalFailedException> Failed => work.Failed;

    /// <summary>How many batches wait to be committed.</summary>
    internal int WaitingBatches => queue.Waiting;

    /// <summary>Why the index was made anew at the start, or null where it was not.</summary>
    public string? IndexRebuiltBecause { get; }

    /// <summary>Opens a data folder and reads what its index lacks.</summary>
    /// <exception cref="FolderLockedException">Another server holds the folder.</exception>
    /// <exception cref="UnfitFolderException">The folder is a backup, or a restore into it is not finished.</exception>
    /// <exception cref="JournalDamagedException">A commit that had to be read is damaged, or acknowledged commits are missing.</exception>
    public static SqliteJournal Open(SqliteJournalOptions options) => Open(options, isStepped: false);

    /// <summary>The same without threads: nothing is committed, indexed or checkpointed but by <see cref="CommitNext"/>, <see cref="KeepIndex"/> and <see cref="Checkpoint"/>, one at a time.</summary>
    internal static SqliteJournal OpenStepped(SqliteJournalOptions options) => Open(options, isStepped: true);

    private static SqliteJournal Open(SqliteJournalOptions options, bool isStepped)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            return new SqliteJournal(options, isStepped, opened);
        }
        catch
        {
            while (opened.TryPop(out var one))
            {
                one.Dispose();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts)
    {
        var result = queue.Add(EncodedCall.Encode(parts));
        if (result is { IsCompletedSuccessfully: true, Result: CommitResult.Fenced })
        {
            metrics.Ended(CommitResult.Fenced);
        }

        return result;
    }

    /// <inheritdoc/>
    public ValueTask WaitForRoom(CancellationToken cancellation)
    {
        var room = queue.WaitForRoom(cancellation);
        if (!room.IsCompleted)
        {
            metrics.Waited();
        }

        return room;
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation) => Reads.ReadHead(subject, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadSubject(SubjectKey subject, long afterVersion, CancellationToken cancellation) =>
        Reads.ReadSubject(subject, afterVersion, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, CancellationToken cancellation) => ReadFrom(afterPosition, EventTypeSet.All, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, CancellationToken cancellation) =>
        Reads.ReadFrom(afterPosition, types, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> ReadEnd(CancellationToken cancellation) => new(FeedPosition.EndOf(index.DurableCommit));

    /// <inheritdoc/>
    public Task NextCommit() => work.Commits.Next();

    /// <inheritdoc/>
    public bool MayContain(SubjectKey subject, ulong eventIdHash) => index.MayContain(FilterKey.Of(subject.StableHash(), eventIdHash));

    /// <inheritdoc/>
    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => Reads.Contains(subject, eventId, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => Reads.FindSubjects(subjectHash, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation) => Maintenance.Erase(subject, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> Expire(ExpiryRules rules, Instant now, CancellationToken cancellation) => Maintenance.Expire(rules, now, cancellation);

    /// <inheritdoc/>
    public ValueTask<long> ForgetMerge(SubjectKey subject, string mergeId, CancellationToken cancellation) => Maintenance.ForgetMerge(subject, mergeId, cancellation);

    /// <summary>
    /// Moves commits from the oldest on, as far as all of their events were received before a time, into compressed files that every read still reads.
    /// Runs beside new commits; bounded work at a time. The last commit stays.
    /// </summary>
    /// <returns>How many commits were moved.</returns>
    /// <exception cref="JournalDamagedException">A commit cannot be read; those before it were moved.</exception>
    /// <exception cref="IOException">A file cannot be written. That is final (<see cref="Failed"/>); nothing was lost, and the next start settles what is in both places.</exception>
    public ValueTask<long> Archive(Instant olderThan, CancellationToken cancellation) => Maintenance.Archive(olderThan, cancellation);

    /// <summary>Gives the space of what was archived or erased back to the file system, beside new commits.</summary>
    /// <returns>How many bytes <c>journal.db</c> became shorter: 0 for a file that was made before it could; <see cref="JournalCompaction"/> rewrites those.</returns>
    public ValueTask<long> Compact(CancellationToken cancellation) => Maintenance.Compact(cancellation);

    /// <summary>Whether <see cref="Checkpoint"/> should run; for a journal without threads.</summary>
    internal bool CheckpointIsDue => work.CheckpointIsDue;

    /// <summary>Commits the oldest batch that waits, on the caller's thread; for a journal without threads.</summary>
    /// <returns>Whether there was one and it is durable; where it failed, the journal has <see cref="Failed"/>.</returns>
    internal bool CommitNext() => work.CommitNext(wait: false);

    /// <summary>Writes to the index what is due, on the caller's thread; for a journal without threads.</summary>
    internal void KeepIndex() => work.KeepIndex(CancellationToken.None);

    /// <summary>Empties the write-ahead log, on the caller's thread; for a journal without threads.</summary>
    internal void Checkpoint() => work.Checkpoint();

    /// <summary>Ends as the death of the process would: what waits is dropped, its waiters learn nothing but that, and the files stay as they are.</summary>
    internal void Abandon()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            _ = maintenance.DisposeAsync().AsTask();
            work.Fail(new IOException("The journal was abandoned."));
            threads?.Dispose();
            DatabaseFile.LeaveLog(indexStore.Connection);
            log.LeaveLog();
            CloseFiles();
        }
    }

    /// <summary>Commits what waits, then closes the files and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        var maintained = maintenance.DisposeAsync();
        queue.Close();
        if (threads is null)
        {
            CommitAll();
            await maintained;
            SyncAndClose();
        }
        else
        {
            await Task.Run(threads.Dispose);
            await maintained;
            await Task.Run(SyncAndClose);
        }
    }

    private void CommitAll()
    {
        while (queue.Waiting > 0)
        {
            work.CommitNext(wait: false);
        }
    }

    private void SyncAndClose()
    {
        try
        {
            if (!Failed.IsCompleted)
            {
                log.SyncMark();
            }
        }
        finally
        {
            CloseFiles();
        }
    }

    private void CloseFiles()
    {
        readers.Dispose();
        indexStore.Dispose();
        log.Dispose();
        metrics.Dispose();
        folder.Dispose();
    }

    private static T Opened<T>(T one, Stack<IDisposable> opened)
        where T : IDisposable
    {
        opened.Push(one);
        return one;
    }
}
