using Microsoft.Data.Sqlite;
using Personalization.Journal.Checks;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Backups;

/// <summary>Brings the rows of a copied <c>journal.db</c> up to those of a journal, some commits at a time, each transaction leaving a whole beginning.</summary>
internal sealed class CommitCopy : IDisposable
{
    private readonly JournalObserver source;
    private readonly SqliteConnection target;
    private readonly Statement insert, update, select, delete;

    public CommitCopy(JournalObserver source, SqliteConnection target)
    {
        this.source = source;
        this.target = target;
        insert = new Statement(target, "INSERT INTO commits (id, checksum, payload) VALUES (?1, ?2, ?3)");
        update = new Statement(target, "UPDATE commits SET checksum = ?2, payload = ?3 WHERE id = ?1");
        select = new Statement(target, "SELECT checksum FROM commits WHERE id = ?1");
        delete = new Statement(target, "DELETE FROM commits WHERE id <= ?1");
    }

    /// <summary>The last commit that the copy holds; 0 for none.</summary>
    public long LastCommit => DatabaseFile.Number(target, "SELECT id FROM commits ORDER BY id DESC LIMIT 1");

    private long FirstCommit => DatabaseFile.Number(target, "SELECT id FROM commits ORDER BY id LIMIT 1");

    /// <summary>Deletes rows that are in an archive of the copy.</summary>
    public void DropArchived(long lastArchived) => delete.Bind(1, lastArchived).Run();

    /// <summary>Takes over what erasures changed in the rows that the copy has, all of it or nothing. Throws <see cref="BackupException"/> where it is no copy of this journal.</summary>
    /// <param name="from">The first commit that is looked at.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends it before anything has changed.</param>
    /// <returns>How many commits were written again.</returns>
    public long Refresh(long from, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        long changed = 0;
        var (first, last) = (Math.Max(from, FirstCommit), LastCommit);
        Transaction(() =>
        {
            for (var commit = first; commit <= last; commit++)
            {
                cancellation.ThrowIfCancellationRequested();
                changed += Refresh(commit) ? 1 : 0;
                progress?.Report(new StepsDone("comparing", commit, last));
            }
        });
        return changed;
    }

    /// <summary>Copies commits, each verified as it is read. Throws <see cref="JournalDamagedException"/> where one is damaged.</summary>
    public void Copy(long first, long last, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        for (var commit = first; commit <= last;)
        {
            Transaction(() =>
            {
                for (long bytes = 0; commit <= last && bytes < Limits.BackupChunkBytes && !cancellation.IsCancellationRequested; commit++)
                {
                    source.Read(commit);
                    insert.Bind(1, commit).Bind(2, (long)source.Checksum).Bind(3, source.Payload).Run();
                    bytes += source.Payload.Length;
                    progress?.Report(new StepsDone("copying", commit, last));
                }
            });

            // What was copied stays, so that the next call goes on from there.
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        insert.Dispose();
        update.Dispose();
        select.Dispose();
        delete.Dispose();
    }

    private bool Refresh(long commit)
    {
        var stored = Stored(commit);
        if (source.ChecksumOf(commit) == stored)
        {
            return false;
        }

        if (commit <= source.LastCommit)
        {
            source.Read(commit);
            if (source.Checksum == stored)
            {
                // It was on its way to an archive.
                return false;
            }
        }

        if (commit > source.LastCommit || !source.IsRewritten)
        {
            throw new BackupException($"The folder holds a backup of another journal: commit {commit} differs. Choose an empty folder.");
        }

        update.Bind(1, commit).Bind(2, (long)source.Checksum).Bind(3, source.Payload).Run();
        return true;
    }

    private void Transaction(Action work)
    {
        DatabaseFile.Execute(target, "BEGIN IMMEDIATE");
        try
        {
            work();
            DatabaseFile.Execute(target, "COMMIT");
        }
        catch
        {
            // SQLite may have rolled back by itself, and a second time is an error.
            if (SQLitePCL.raw.sqlite3_get_autocommit(target.Handle) == 0)
            {
                DatabaseFile.Execute(target, "ROLLBACK");
            }

            throw;
        }
    }

    private ulong? Stored(long commit)
    {
        try
        {
            return select.Bind(1, commit).Step() ? (ulong)select.Number(0) : null;
        }
        finally
        {
            select.Reset();
        }
    }
}
