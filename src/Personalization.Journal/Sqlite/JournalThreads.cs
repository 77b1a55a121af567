namespace Personalization.Journal.Sqlite;

/// <summary>The threads of a journal: one commits, one keeps the index, one empties the write-ahead log.</summary>
internal sealed class JournalThreads : IDisposable
{
    private readonly JournalWork work;
    private readonly BackgroundWork indexWork, checkpointWork;
    private readonly Thread writer;

    /// <summary>Starts the threads.</summary>
    public JournalThreads(JournalWork work)
    {
        this.work = work;
        indexWork = new BackgroundWork("journal index", work.KeepIndex);
        checkpointWork = new BackgroundWork("journal checkpoint", _ => work.Checkpoint());
        writer = new Thread(Commit) { IsBackground = true, Name = "journal writer" };
        writer.Start();
        indexWork.Signal();
    }

    /// <summary>Waits for the thread that commits, which ends once the queue is closed or has failed, and stops the others.</summary>
    public void Dispose()
    {
        writer.Join();
        indexWork.Dispose();
        checkpointWork.Dispose();
    }

    private void Commit()
    {
        while (work.CommitNext(wait: true))
        {
            if (work.IndexIsDue)
            {
                indexWork.Signal();
            }

            if (work.CheckpointIsDue)
            {
                checkpointWork.Signal();
            }
        }
    }
}
