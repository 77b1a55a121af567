namespace Personalization.Projections.Stores;

/// <summary>Checkpoints and rows of consumers in one store, so that one commit holds both. Any number of owners may use it at the same time.</summary>
public interface IProjectionStore : IAsyncDisposable
{
    /// <summary>
    /// The places of all shards of a consumer. A consumer without checkpoints gets them at the place given; one whose stored version is lower begins anew at 0 under
    /// this version, with its rows gone.
    /// </summary>
    /// <param name="consumer">Whose.</param>
    /// <param name="version">Its version.</param>
    /// <param name="start">Where one without checkpoints begins.</param>
    /// <param name="end">The feed's end: one that begins, or begins anew, is complete when it has come so far.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The place of each shard.</returns>
    /// <exception cref="ConsumerOutdatedException">The stored version is higher.</exception>
    ValueTask<IReadOnlyList<long>> Begin(string consumer, int version, long start, long end, CancellationToken cancellation);

    /// <summary>The places of all shards, or none for a consumer that never ran.</summary>
    ValueTask<IReadOnlyList<long>> Checkpoints(string consumer, CancellationToken cancellation);

    /// <summary>Whether a consumer has come to where the feed ended when it last began, in all shards: its rows lack nothing of before that.</summary>
    ValueTask<bool> IsComplete(string consumer, CancellationToken cancellation);

    /// <summary>Moves a checkpoint and stores the effect with it, in one commit. The checkpoint's row is held from before the effect is asked for until the end, so two owners follow each other.</summary>
    /// <param name="move">The move; it only happens where the checkpoint is at <see cref="CheckpointMove.From"/>.</param>
    /// <param name="effect">Makes the rows; null for none. Not asked where the move does not happen. Whatever it throws undoes everything.</param>
    /// <param name="cancellation">Gives up; nothing happened then.</param>
    /// <returns>False where another owner has moved the checkpoint, or the version differs: nothing happened then.</returns>
    ValueTask<bool> Commit(CheckpointMove move, Func<IProjectionRows, ValueTask>? effect, CancellationToken cancellation);

    /// <summary>Puts a consumer that has begun to a place of the feed and deletes all of its rows, in one commit: 0 makes it from all of history again. Whoever is at work on a page loses it.</summary>
    /// <param name="consumer">Whose.</param>
    /// <param name="position">The place.</param>
    /// <param name="end">The feed's end: the consumer is complete when it has come so far.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask Restart(string consumer, long position, long end, CancellationToken cancellation);

    /// <summary>The rows of a consumer with keys from one up to another, without that one, in the order of keys and shards.</summary>
    /// <param name="consumer">Whose.</param>
    /// <param name="from">The first key.</param>
    /// <param name="to">The key behind the last.</param>
    /// <param name="rowsMax">How many at most; 1 to <see cref="Limits.RowsPerRead"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    ValueTask<IReadOnlyList<ProjectionRow>> Read(string consumer, RowKey from, RowKey to, int rowsMax, CancellationToken cancellation);

    /// <summary>Destroys the rows with keys from one up to another, without that one. No page is applied meanwhile, so none brings them back.</summary>
    /// <returns>How many there were.</returns>
    ValueTask<long> Erase(string consumer, RowKey from, RowKey to, CancellationToken cancellation);
}
