using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Projections.Stores.Postgres;

/// <summary>The table of rows, inside somebody's transaction.</summary>
internal sealed class RowTable(SchemaName schema)
{
    public async ValueTask<IReadOnlyList<byte[]?>> Read(NpgsqlConnection connection, string consumer, int shard, IReadOnlyList<RowKey> keys, CancellationToken cancellation)
    {
        var found = new byte[]?[keys.Count];
        await using var command = new NpgsqlCommand(
            $"""
            SELECT asked.place, r.payload FROM unnest($3) WITH ORDINALITY AS asked (key, place)
            JOIN {schema}.projection_row AS r ON r.consumer = $1 AND r.key = asked.key AND r.shard = $2
            """, connection).With(consumer).With((short)shard).With(Bytes(keys));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found[row.GetInt64(0) - 1] = row.GetFieldValue<byte[]>(1);
        }

        return found;
    }

    public async ValueTask<IReadOnlyList<ProjectionRow>> Read(NpgsqlConnection connection, string consumer, RowKey from, RowKey to, int rowsMax, CancellationToken cancellation)
    {
        var found = new List<ProjectionRow>();
        await using var command = new NpgsqlCommand(
            $"SELECT key, shard, payload FROM {schema}.projection_row WHERE consumer = $1 AND key >= $2 AND key < $3 ORDER BY key, shard LIMIT $4", connection)
            .With(consumer).With(from.Bytes.ToArray()).With(to.Bytes.ToArray()).With(rowsMax);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found.Add(new ProjectionRow(RowKey.Of(row.GetFieldValue<byte[]>(0)), row.GetInt16(1), row.GetFieldValue<byte[]>(2)));
        }

        return found;
    }

    public async ValueTask Write(NpgsqlConnection connection, string consumer, int shard, SortedDictionary<RowKey, byte[]?> changes, CancellationToken cancellation)
    {
        RowKey[] gone = [.. changes.Where(one => one.Value is null).Select(one => one.Key)];
        if (gone.Length > 0)
        {
            await using var delete = new NpgsqlCommand($"DELETE FROM {schema}.projection_row WHERE consumer = $1 AND shard = $2 AND key = ANY ($3)", connection)
                .With(consumer).With((short)shard).With(Bytes(gone));
            await delete.ExecuteNonQueryAsync(cancellation);
        }

        if (changes.Count > gone.Length)
        {
            await using var upsert = new NpgsqlCommand(
                $"""
                INSERT INTO {schema}.projection_row (consumer, key, shard, payload)
                SELECT $1, one.key, $2, one.payload FROM unnest($3, $4) AS one (key, payload)
                ON CONFLICT (consumer, key, shard) DO UPDATE SET payload = excluded.payload
                """, connection).With(consumer).With((short)shard)
                .With(Bytes([.. changes.Where(one => one.Value is not null).Select(one => one.Key)])).With(changes.Values.OfType<byte[]>().ToArray());
            await upsert.ExecuteNonQueryAsync(cancellation);
        }
    }

    public async ValueTask<long> Delete(NpgsqlConnection connection, string consumer, RowKey from, RowKey to, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"DELETE FROM {schema}.projection_row WHERE consumer = $1 AND key >= $2 AND key < $3", connection)
            .With(consumer).With(from.Bytes.ToArray()).With(to.Bytes.ToArray());
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DeleteAll(NpgsqlConnection connection, string consumer, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"DELETE FROM {schema}.projection_row WHERE consumer = $1", connection).With(consumer);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static byte[][] Bytes(IReadOnlyList<RowKey> keys) => [.. keys.Select(key => key.Bytes.ToArray())];
}
