using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Projections.Stores.Postgres;

/// <summary>The table of checkpoints, inside somebody's transaction.</summary>
internal sealed class CheckpointTable(SchemaName schema)
{
    private readonly string select = $"SELECT version, position FROM {schema}.projection_checkpoint WHERE consumer = $1 ORDER BY shard";

    public ValueTask<IReadOnlyList<(int Version, long Position)>> Read(NpgsqlConnection connection, string consumer, CancellationToken cancellation) => Read(connection, select, consumer, cancellation);

    /// <summary>The same, held until the transaction ends; in the order of shards, so that those who hold all of them never wait in a circle.</summary>
    public ValueTask<IReadOnlyList<(int Version, long Position)>> LockAll(NpgsqlConnection connection, string consumer, CancellationToken cancellation) =>
        Read(connection, $"{select} FOR UPDATE", consumer, cancellation);

    /// <summary>Makes the checkpoints that are missing.</summary>
    public async ValueTask Make(NpgsqlConnection connection, string consumer, int version, long position, long completeAt, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO {schema}.projection_checkpoint (consumer, shard, version, position, complete_at)
            SELECT $1, shard, $2, $3, $4 FROM generate_series(0, {Limits.Shards - 1}) AS shard ON CONFLICT DO NOTHING
            """, connection).With(consumer).With(version).With(position).With(completeAt);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether the checkpoint was where it had to be; it is at its new place then, and held.</summary>
    public async ValueTask<bool> Move(NpgsqlConnection connection, CheckpointMove to, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"UPDATE {schema}.projection_checkpoint SET position = $5 WHERE consumer = $1 AND shard = $2 AND version = $3 AND position = $4", connection)
            .With(to.Consumer).With((short)to.Shard).With(to.Version).With(to.From).With(to.To);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    public async ValueTask PutAll(NpgsqlConnection connection, string consumer, int version, long position, long completeAt, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"UPDATE {schema}.projection_checkpoint SET version = $2, position = $3, complete_at = $4 WHERE consumer = $1", connection)
            .With(consumer).With(version).With(position).With(completeAt);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask<bool> IsComplete(NpgsqlConnection connection, string consumer, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT coalesce(bool_and(position >= complete_at), false) FROM {schema}.projection_checkpoint WHERE consumer = $1", connection).With(consumer);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async ValueTask<IReadOnlyList<(int Version, long Position)>> Read(NpgsqlConnection connection, string sql, string consumer, CancellationToken cancellation)
    {
        var found = new List<(int, long)>();
        await using var command = new NpgsqlCommand(sql, connection).With(consumer);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found.Add((row.GetInt32(0), row.GetInt64(1)));
        }

        return found;
    }
}
