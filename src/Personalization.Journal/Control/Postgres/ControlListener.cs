using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Control.Postgres;

/// <summary>Follows what is changed, by whatever process: woken by the database, and looking every so often where it was not.</summary>
internal sealed class ControlListener : IControlChanges, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim looking = new(1);
    private readonly Lock sync = new();
    private readonly PostgresDatabase database;
    private readonly PostgresKeyDirectory keys;
    private readonly TimeProvider clock;
    private TaskCompletionSource moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task following = Task.CompletedTask;
    private long stamp;

    public ControlListener(PostgresDatabase database, PostgresKeyDirectory keys, TimeProvider clock)
    {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /// <summary>Reads what there is, and follows it from then on.</summary>
    public async Task Start()
    {
        await CatchUp().ConfigureAwait(false);
        following = Task.Run(Follow);
    }

    /// <summary>Reads what has changed until now.</summary>
    /// <exception cref="DatabaseAwayException">The database does not answer.</exception>
    public async Task CatchUp()
    {
        try
        {
            await using var connection = await database.OpenPooled(CancellationToken.None).ConfigureAwait(false);
            await Look(connection, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception away) when (PostgresDatabase.IsAway(away) && Trouble.IsPassing(away))
        {
            throw database.Away(away);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> Next(long seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task moving;
            lock (sync)
            {
                if (stamp != seen)
                {
                    return stamp;
                }

                moving = moved.Task;
            }

            await moving.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(false);
        stopping.Dispose();
        looking.Dispose();
    }

    private async Task Follow()
    {
        var pause = Limits.ReconnectPauseMin;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenSingle(stopping.Token).ConfigureAwait(false);
                await using (var listen = new NpgsqlCommand($"LISTEN {ControlTables.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stopping.Token).ConfigureAwait(false);
                }

                while (true)
                {
                    await Look(connection, stopping.Token).ConfigureAwait(false);
                    pause = Limits.ReconnectPauseMin;
                    await connection.WaitAsync((int)Limits.ControlCheckInterval.TotalMilliseconds, stopping.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away) when (PostgresDatabase.IsAway(away) || Trouble.IsPassing(away))
            {
                // Whatever the database says, a new password or an older schema too: it is asked again until it answers.
                keys.Miss(away);
            }

            await Task.Delay(pause, TimeProvider.System, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < Limits.ReconnectPauseMax ? pause * 2 : Limits.ReconnectPauseMax;
        }
    }

    /// <summary>One look at a time: whoever looks later reads no less, and is the last to put it in place.</summary>
    private async Task Look(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var asked = clock.GetTimestamp();
            await using var ask = new NpgsqlCommand($"SELECT stamp FROM {database.Schema}.control_revision", connection);
            if ((long)(await ask.ExecuteScalarAsync(cancellation).ConfigureAwait(false))! != Volatile.Read(ref stamp))
            {
                await Load(connection, cancellation).ConfigureAwait(false);
            }

            keys.Confirm(asked);
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task Load(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // One statement, so that the keys are those of this very stamp.
        await using var select = new NpgsqlCommand(
            $"SELECT r.stamp, k.hash, {PostgresKeys.Columns} FROM {database.Schema}.control_revision AS r LEFT JOIN {database.Schema}.api_key AS k ON k.revoked IS NULL", connection);
        await using var rows = await select.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var found = new List<(byte[] Hash, ApiKey Key)>();
        var read = 0L;
        while (await rows.ReadAsync(cancellation).ConfigureAwait(false))
        {
            read = rows.GetInt64(0);
            if (!rows.IsDBNull(1))
            {
                found.Add((rows.GetFieldValue<byte[]>(1), PostgresKeys.Read(rows, 2)));
            }
        }

        keys.Take(new KeyRing(found));
        Move(read);
    }

    private void Move(long to)
    {
        TaskCompletionSource done;
        lock (sync)
        {
            (stamp, done) = (to, moved);
            moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        done.SetResult();
    }
}
