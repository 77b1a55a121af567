using Microsoft.Data.Sqlite;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Sqlite;

/// <summary>Writes commits, each with one sync, and empties the write-ahead log beside it.</summary>
internal sealed class CommitLog : IDisposable
{
    private readonly Lock writing = new(), checkpointing = new();
    private readonly SqliteConnection writer, checkpointer;
    private readonly Statement insert;
    private readonly MarkFile mark;
    private readonly IDisk disk;
    private readonly string walPath;
    private readonly long checkpointBytes;
    private long bytesSinceCheckpoint;

    private CommitLog(IDisk disk, string path, string markPath, long checkpointBytes, long lastArchived)
    {
        this.disk = disk;
        this.checkpointBytes = checkpointBytes;
        walPath = path + "-wal";
        writer = JournalDatabase.Open(disk, path);
        checkpointer = JournalDatabase.Open(disk, path);
        insert = new Statement(writer, "INSERT INTO commits (id, checksum, payload) VALUES (?1, ?2, ?3)");
        var (last, checksum) = Last();
        LastCommit = Math.Max(lastArchived, last);
        mark = new MarkFile(disk, markPath);
        if (last > 0)
        {
            // A commit that was durable when the process died before it could say so: from now on it is read, so it counts.
            mark.Set(new AcknowledgementMark(last, checksum));
        }
    }

    /// <summary>Opens <c>journal.db</c> and the mark beside it, which has been compared with it. Throws <see cref="JournalDamagedException"/> where the file cannot be read.</summary>
    /// <param name="disk">Where the files are.</param>
    /// <param name="path">The file <c>journal.db</c>.</param>
    /// <param name="markPath">The file <c>journal.ack</c>.</param>
    /// <param name="checkpointBytes">Bytes after which the log wants to be emptied.</param>
    /// <param name="lastArchived">The last commit that is in an archive; 0 for none.</param>
    public static CommitLog Open(IDisk disk, string path, string markPath, long checkpointBytes, long lastArchived)
    {
        try
        {
            return new CommitLog(disk, path, markPath, checkpointBytes, lastArchived);
        }
        catch (SqliteException e) when (DatabaseFile.IsUnreadable(e))
        {
            throw JournalDamagedException.InFile(e);
        }
    }

    /// <summary>The last commit that was durable when the file was opened; 0 for none.</summary>
    public long LastCommit { get; }

    /// <summary>Whether enough was written to call for <see cref="Checkpoint"/>.</summary>
    public bool NeedsCheckpoint => Volatile.Read(ref bytesSinceCheckpoint) >= checkpointBytes;

    /// <summary>Writes a commit and syncs, then marks it as durable. Whatever it throws is final: the journal has failed.</summary>
    /// <returns>The payload's checksum.</returns>
    public ulong Write(long commitId, ReadOnlySpan<byte> payload)
    {
        var checksum = CommitFormat.Checksum(commitId, payload);
        lock (writing)
        {
            insert.Bind(1, commitId).Bind(2, (long)checksum).Bind(3, payload).Run();
        }

        mark.Set(new AcknowledgementMark(commitId, checksum));
        Interlocked.Add(ref bytesSinceCheckpoint, payload.Length);
        return checksum;
    }

    /// <summary>Puts commits in the place of their old forms, in one transaction whose old bytes are overwritten. Whatever it throws is final: the journal has failed.</summary>
    public void Rewrite(IReadOnlyList<RewrittenCommit> commits)
    {
        lock (writing)
        {
            foreach (var commit in commits)
            {
                mark.Rewriting(commit.Id);
            }

            using var update = new Statement(writer, "UPDATE commits SET checksum = ?2, payload = ?3 WHERE id = ?1");
            DatabaseFile.Execute(writer, "BEGIN IMMEDIATE");
            foreach (var commit in commits)
            {
                update.Bind(1, commit.Id).Bind(2, (long)commit.Checksum).Bind(3, commit.Payload).Run();
            }

            DatabaseFile.Execute(writer, "COMMIT");
            foreach (var commit in commits)
            {
                mark.Rewritten(commit.Id, commit.Checksum);
            }
        }
    }

    /// <summary>Deletes the rows of commits that are in an archive, some at a time, so that new commits hardly wait.</summary>
    public void DeleteArchived(long firstCommit, long lastCommit)
    {
        // After a loss of power an older mark must not ask for a commit that is no row any more.
        mark.Sync();
        using var delete = new Statement(writer, "DELETE FROM commits WHERE id BETWEEN ?1 AND ?2");
        for (var commit = firstCommit; commit <= lastCommit; commit += Limits.ArchivedRowsPerDelete)
        {
            lock (writing)
            {
                delete.Bind(1, commit).Bind(2, Math.Min(lastCommit, commit + Limits.ArchivedRowsPerDelete - 1)).Run();
            }
        }

        // Free pages are zeroed, which the log holds too.
        Checkpoint();
    }

    /// <summary>The first commit that the database holds; one more than the last of all where it holds none.</summary>
    public long FirstCommit => Number("SELECT id FROM commits ORDER BY id LIMIT 1") is var id and > 0 ? id : LastCommit + 1;

    /// <summary>Gives pages without content back to the file system, some at a time, so that new commits hardly wait.</summary>
    /// <returns>How many bytes the database became shorter; 0 for one that was made without that ability.</returns>
    public long Compact(CancellationToken cancellation)
    {
        var before = Pages;
        while (Number("PRAGMA auto_vacuum") == JournalDatabase.IncrementalVacuum && FreePages > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (writing)
            {
                DatabaseFile.Execute(writer, $"PRAGMA incremental_vacuum({Limits.PagesPerVacuum})");
            }
        }

        Checkpoint();
        return (before - Pages) * Number("PRAGMA page_size");
    }

    /// <summary>Copies the whole write-ahead log into the database and cuts it off, so that it holds no old bytes. Throws <see cref="ErasureUnfinishedException"/> where readers keep it.</summary>
    public void Empty()
    {
        lock (checkpointing)
        lock (writing)
        {
            // The pragma says 1 where a reader outlasted the busy timeout.
            if (DatabaseFile.Number(checkpointer, "PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            {
                throw new ErasureUnfinishedException("Something reads journal.db without a pause, so its write-ahead log still holds what was erased. Ask for the erasure again.");
            }
        }
    }

    /// <summary>
    /// Copies the write-ahead log into the database. The bulk is copied beside running commits; only what they added meanwhile is
    /// copied while the next one waits, because the log starts over only once all of it has been copied.
    /// </summary>
    public void Checkpoint()
    {
        Interlocked.Exchange(ref bytesSinceCheckpoint, 0);
        lock (checkpointing)
        {
            DatabaseFile.Execute(checkpointer, "PRAGMA wal_checkpoint(PASSIVE)");
            lock (writing)
            {
                // A reader that never pauses would keep the log growing: past the bound, wait for readers instead.
                var mode = disk.Length(walPath) > Limits.WalBytesMax ? "TRUNCATE" : "PASSIVE";
                DatabaseFile.Execute(checkpointer, $"PRAGMA wal_checkpoint({mode})");
            }
        }
    }

    private long Pages => Number("PRAGMA page_count");

    private long FreePages => Number("PRAGMA freelist_count");

    /// <summary>Makes closing leave the write-ahead log as it is, as the death of the process does.</summary>
    public void LeaveLog()
    {
        DatabaseFile.LeaveLog(writer);
        DatabaseFile.LeaveLog(checkpointer);
    }

    /// <summary>Waits until the mark of the last commit is on the disk.</summary>
    public void SyncMark() => mark.Sync();

    /// <inheritdoc/>
    public void Dispose()
    {
        mark.Dispose();
        insert.Dispose();
        checkpointer.Dispose();
        writer.Dispose();
    }

    private long Number(string sql)
    {
        lock (writing)
        {
            try
            {
                return DatabaseFile.Number(writer, sql);
            }
            catch (SqliteException e) when (DatabaseFile.IsUnreadable(e))
            {
                throw JournalDamagedException.InFile(e);
            }
        }
    }

    private (long CommitId, ulong Checksum) Last()
    {
        using var select = new Statement(writer, "SELECT id, checksum FROM commits ORDER BY id DESC LIMIT 1");
        return select.Step() ? (select.Number(0), (ulong)select.Number(1)) : default;
    }
}
