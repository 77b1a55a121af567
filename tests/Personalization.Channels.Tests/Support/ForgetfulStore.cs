using Personalization.Projections.Stores;

namespace Personalization.Channels.Tests.Support;

/// <summary>A store whose process ends before any checkpoint is stored.</summary>
internal sealed class ForgetfulStore(IProjectionStore inner) : IProjectionStore
{
    public ValueTask<bool> Commit(CheckpointMove move, Func<IProjectionRows, ValueTask>? effect, CancellationToken cancellation) => throw new IOException("The process has ended.");

    public ValueTask<IReadOnlyList<long>> Begin(string consumer, int version, long start, long end, CancellationToken cancellation) =>
        inner.Begin(consumer, version, start, end, cancellation);

    public ValueTask<IReadOnlyList<long>> Checkpoints(string consumer, CancellationToken cancellation) => inner.Checkpoints(consumer, cancellation);

    public ValueTask Restart(string consumer, long position, long end, CancellationToken cancellation) => inner.Restart(consumer, position, end, cancellation);

    public ValueTask<bool> IsComplete(string consumer, CancellationToken cancellation) => inner.IsComplete(consumer, cancellation);

    public ValueTask<IReadOnlyList<ProjectionRow>> Read(string consumer, RowKey from, RowKey to, int rowsMax, CancellationToken cancellation) =>
        inner.Read(consumer, from, to, rowsMax, cancellation);

    public ValueTask<long> Erase(string consumer, RowKey from, RowKey to, CancellationToken cancellation) => inner.Erase(consumer, from, to, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
