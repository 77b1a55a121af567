using System.Diagnostics;
using System.Globalization;
using Personalization.Journal.Index;
using Personalization.Journal.Telemetry;

namespace Personalization.Journal.Sqlite;

/// <summary>The work that keeps a journal going, a piece at a time: three threads of their own drive it (<see cref="JournalThreads"/>), or a caller step by step.</summary>
/// <remarks>Whatever goes wrong in a piece is final: the journal has failed, and there is no further work.</remarks>
internal sealed class JournalWork(CommitQueue queue, CommitLog log, SubjectIndex index, IndexUpkeep upkeep, JournalMetrics metrics)
{
    private readonly TaskCompletionSource<JournalFailedException> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CommitFormat format = new();

    /// <summary>Completes when the journal has failed.</summary>
    public Task<JournalFailedException> Failed => failed.Task;

    /// <summary>Raised after each commit.</summary>
    public WakeSignal Commits { get; } = new();

    /// <summary>Whether <see cref="KeepIndex"/> has something to do.</summary>
    public bool IndexIsDue => index.FrozenTables > 0;

    /// <summary>Whether <see cref="Checkpoint"/> should run.</summary>
    public bool CheckpointIsDue => log.NeedsCheckpoint;

    /// <summary>Commits the oldest batch and tells its waiters.</summary>
    /// <param name="wait">Whether to wait for a batch, until the queue is closed, where there is none.</param>
    /// <returns>Whether there was a batch and it is durable.</returns>
    public bool CommitNext(bool wait) => Attempt(() =>
    {
        if (queue.Take(wait) is not { } batch)
        {
            return false;
        }

        // Once it is done it may be used again at once.
        var (begunAt, startedAt, calls, events) = (Stopwatch.GetTimestamp(), batch.StartedAt, batch.Calls, batch.Events);
        var eventBytes = batch.Payload.Length - 1;
        Write(batch);
        queue.Done(batch, eventBytes);
        metrics.Ended(CommitResult.Committed, calls);
        metrics.Committed(startedAt, begunAt, events, calls);
        Commits.Raise();
        return true;
    });

    /// <summary>Writes and merges what the index holds in memory; stops early when asked to.</summary>
    public void KeepIndex(CancellationToken stop) => Attempt(() =>
    {
        upkeep.Work(stop);
        return true;
    });

    /// <summary>Copies the write-ahead log into the database.</summary>
    public void Checkpoint() => Attempt(() =>
    {
        log.Checkpoint();
        return true;
    });

    /// <summary>Fails every waiter and every later call.</summary>
    public void Fail(Exception cause)
    {
        var failure = new JournalFailedException(cause);
        metrics.Failed(queue.Fail(failure));
        failed.TrySetResult(failure);
    }

    private void Write(CommitBatch batch)
    {
        batch.Spans.Begin(SqliteJournal.SystemName, batch.CommitId.ToString(CultureInfo.InvariantCulture));
        var isDurable = false;
        try
        {
            format.Close(batch.Payload, batch.Parts);
            var checksum = log.Write(batch.CommitId, batch.Payload.Written);
            index.Committed(batch.CommitId, checksum);
            isDurable = true;
        }
        finally
        {
            batch.Spans.End(isDurable, batch.Events, batch.Calls);
        }
    }

    private bool Attempt(Func<bool> piece)
    {
        try
        {
            return !failed.Task.IsCompleted && piece();
        }
        catch (Exception e)
        {
            Fail(e);
            return false;
        }
    }
}
