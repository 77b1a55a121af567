using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Index;

namespace Personalization.Journal.Sqlite;

/// <summary>The embedded journal: <c>journal.db</c> with one row per commit, <c>index.db</c> beside it, and a lock on their folder as the fence.</summary>
/// <remarks>
/// One thread commits, one keeps the index, one empties the write-ahead log. A failed write or sync is final: every waiter and
/// every later call gets a <see cref="JournalFailedException"/>, nothing is retried, and the process should stop (<see cref="Failed"/>).
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    private readonly TaskCompletionSource<JournalFailedException> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CommitFormat format = new();
    private readonly FolderLock folder;
    private readonly CommitLog log;
    private readonly IndexStore indexStore;
    private readonly SubjectIndex index;
    private readonly ReaderPool<JournalReader> readers;
    private readonly CommitQueue queue;
    private readonly StreamReads reads;
    private readonly BackgroundWork upkeepWork, checkpointWork;
    private readonly Thread writer;
    private int disposed;

    private SqliteJournal(SqliteJournalOptions options, Stack<IDisposable> opened)
    {
        var journalPath = Path.Combine(options.Folder, "journal.db");
        var indexPath = Path.Combine(options.Folder, "index.db");
        folder = Opened(FolderLock.Take(options.Folder), opened);
        LogCheck.Run(journalPath + "-wal");
        log = Opened(new CommitLog(journalPath, options.CheckpointBytes), opened);
        (indexStore, var runs, IndexRebuiltBecause) = IndexRecovery.Open(indexPath, journalPath);
        opened.Push(indexStore);
        index = new SubjectIndex(runs, runs.Count == 0 ? 0 : runs[^1].LastCommit, options.RecentEntriesMax);
        readers = Opened(new ReaderPool<JournalReader>(() => new JournalReader(journalPath, indexPath)), opened);
        queue = new CommitQueue(index, options, log.LastCommit);
        reads = new StreamReads(index, queue, readers);
        var upkeep = new IndexUpkeep(index, indexStore, queue.SignalRoom);
        IndexRecovery.Replay(index, upkeep, readers, log.LastCommit);
        upkeepWork = new BackgroundWork("journal index", upkeep.Work, Fail);
        checkpointWork = new BackgroundWork("journal checkpoint", _ => log.Checkpoint(), Fail);
        writer = new Thread(Commit) { IsBackground = true, Name = "journal writer" };
        writer.Start();
        upkeepWork.Signal();
    }

    private StreamReads Reads => disposed == 0 ? reads : throw new ObjectDisposedException(nameof(SqliteJournal));

    /// <summary>Completes when the journal has failed; the process should then stop and start again.</summary>
    public Task<JournalFailedException> Failed => failed.Task;

    /// <summary>Why the index was made anew at the start, or null where it was not.</summary>
    public string? IndexRebuiltBecause { get; }

    /// <summary>Opens a data folder and reads what its index lacks.</summary>
    /// <exception cref="FolderLockedException">Another server holds the folder.</exception>
    /// <exception cref="JournalDamagedException">A commit that had to be read is damaged, or the log is before commits that were acknowledged.</exception>
    public static SqliteJournal Open(SqliteJournalOptions options)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            return new SqliteJournal(options, opened);
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
    public ValueTask<CommitResult> Append(ReadOnlySpan<StreamAppend> parts) => queue.Add(EncodedCall.Encode(parts));

    /// <inheritdoc/>
    public ValueTask WaitForRoom(CancellationToken cancellation) => queue.WaitForRoom(cancellation);

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
    public bool MayContain(SubjectKey subject, ulong eventIdHash) => index.MayContain(FilterKey.Of(subject.StableHash(), eventIdHash));

    /// <inheritdoc/>
    public ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation) => Reads.Contains(subject, eventId, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation) => Reads.FindSubjects(subjectHash, cancellation);

    /// <summary>Commits what waits, then closes the files and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            await Task.Run(Close);
        }
    }

    private void Close()
    {
        queue.Close();
        writer.Join();
        upkeepWork.Dispose();
        checkpointWork.Dispose();
        readers.Dispose();
        indexStore.Dispose();
        log.Dispose();
        folder.Dispose();
    }

    private void Commit()
    {
        try
        {
            while (queue.Take() is { } batch)
            {
                var eventBytes = batch.Payload.Length - 1;
                format.Close(batch.Payload, batch.Parts);
                var checksum = log.Write(batch.CommitId, batch.Payload.Written);
                index.Committed(batch.CommitId, checksum);
                queue.Done(batch, eventBytes);
                SignalBackground();
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void SignalBackground()
    {
        if (index.FrozenTables > 0)
        {
            upkeepWork.Signal();
        }

        if (log.NeedsCheckpoint)
        {
            checkpointWork.Signal();
        }
    }

    private void Fail(Exception cause)
    {
        var failure = new JournalFailedException(cause);
        queue.Fail(failure);
        failed.TrySetResult(failure);
    }

    private static T Opened<T>(T one, Stack<IDisposable> opened)
        where T : IDisposable
    {
        opened.Push(one);
        return one;
    }
}
