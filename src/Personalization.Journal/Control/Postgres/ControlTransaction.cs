using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Control.Postgres;

/// <summary>One change of the control tables, while its transaction runs.</summary>
internal sealed class ControlTransaction(NpgsqlConnection connection, SchemaName schema)
{
    /// <summary>Waits for other changes to end, and sees to it that this one outlives a crash once it is committed.</summary>
    public Task Begin() => Execute(
        $"SELECT CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END FROM {schema}.control_revision FOR UPDATE");

    /// <summary>Names the new state, and wakes who listens once it is there.</summary>
    public async Task Tell()
    {
        await Execute($"UPDATE {schema}.control_revision SET stamp = $1", Random.Shared.NextInt64(1, long.MaxValue)).ConfigureAwait(false);
        await Execute($"NOTIFY {ControlTables.Channel}").ConfigureAwait(false);
    }

    /// <summary>Runs a statement and gives the number of changed rows.</summary>
    public async Task<int> Execute(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    /// <summary>The first value that a query gives, or the default.</summary>
    public async Task<T?> Find<T>(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is T found ? found : default;
    }

    /// <summary>Reads each row of a query.</summary>
    public async Task<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var result = new List<T>();
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            result.Add(read(rows));
        }

        return result;
    }

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(ControlParameters.Of(parameters));
        return command;
    }
}
