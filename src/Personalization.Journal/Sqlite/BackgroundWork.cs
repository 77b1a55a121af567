namespace Personalization.Journal.Sqlite;

/// <summary>A thread that does a piece of work each time it is signalled; signals during the work lead to one more round.</summary>
internal sealed class BackgroundWork : IDisposable
{
    private readonly AutoResetEvent signal = new(initialState: false);
    private readonly CancellationTokenSource stop = new();
    private readonly Action<CancellationToken> work;
    private readonly Thread thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="work">The work, which deals with its own exceptions; should end early when its token is cancelled.</param>
    public BackgroundWork(string name, Action<CancellationToken> work)
    {
        this.work = work;
        thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Asks for a round.</summary>
    public void Signal() => signal.Set();

    /// <summary>Lets the current round end and stops the thread.</summary>
    public void Dispose()
    {
        stop.Cancel();
        signal.Set();
        thread.Join();
        signal.Dispose();
        stop.Dispose();
    }

    private void Run()
    {
        while (signal.WaitOne() && !stop.IsCancellationRequested)
        {
            work(stop.Token);
        }
    }
}
