using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Support;

/// <summary>A store that lets tests wait until a commit has made something true.</summary>
public sealed class WatchedStore(IProjectionStore inner) : IProjectionStore
{
    private readonly WakeSignal commits = new();
    private int moves;

    /// <summary>How many commits moved a checkpoint.</summary>
    public int Moves => Volatile.Read(ref moves);

    /// <summary>Waits until a condition holds; looks again after every commit and everything that is told.</summary>
    public async Task Until(Func<ValueTask<bool>> condition)
    {
        while (true)
        {
            var next = commits.Next();
            if (await condition())
            {
                return;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Look() => commits.Raise();

    public async ValueTask<bool> Commit(CheckpointMove move, Func<IProjectionRows, ValueTask>? effect, CancellationToken cancellation)
    {
        try
        {
            var moved = await inner.Commit(move, effect, cancellation);
            Interlocked.Add(ref moves, moved ? 1 : 0);
            return moved;
        }
        finally
        {
            commits.Raise();
        }
    }

    public async ValueTask<IReadOnlyList<long>> Begin(string consumer, int version, long start, long end, CancellationToken cancellation)
    {
        try
        {
            return await inner.Begin(consumer, version, start, end, cancellation);
        }
        finally
        {
            commits.Raise();
        }
    }

    public ValueTask<IReadOnlyList<long>> Checkpoints(string consumer, CancellationToken cancellation) => inner.Checkpoints(consumer, cancellation);

    public ValueTask<bool> IsComplete(string consumer, CancellationToken cancellation) => inner.IsComplete(consumer, cancellation);

    public ValueTask Restart(string consumer, long position, long end, CancellationToken cancellation) => inner.Restart(consumer, position, end, cancellation);

    public ValueTask<IReadOnlyList<ProjectionRow>> Read(string consumer, RowKey from, RowKey to, int rowsMax, CancellationToken cancellation) =>
        inner.Read(consumer, from, to, rowsMax, cancellation);

    public ValueTask<long> Erase(string consumer, RowKey from, RowKey to, CancellationToken cancellation) => inner.Erase(consumer, from, to, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
