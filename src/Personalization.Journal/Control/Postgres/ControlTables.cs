using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Control.Postgres;

/// <summary>Reads and changes the control tables; says where the database is away.</summary>
internal sealed class ControlTables(PostgresDatabase database)
{
    /// <summary>The channel of all schemas of a database: looking for nothing costs less than telling them apart.</summary>
    public const string Channel = "personalization_control";

    /// <summary>The schema, as statements write it.</summary>
    public SchemaName Schema => database.Schema;

    /// <summary>Runs a query with its parameters <c>$1</c>, <c>$2</c> … and reads each of its rows.</summary>
    /// <exception cref="DatabaseAwayException">The database does not answer.</exception>
    public async ValueTask<List<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] parameters)
    {
        try
        {
            return await Read(sql, read, parameters).ConfigureAwait(false);
        }
        catch (NpgsqlException broken) when (Trouble.IsPassing(broken) && !Trouble.IsRefusal(broken))
        {
            // A pool finds out by using them that its connections did not outlive a restart. Reading twice does no harm.
            return await Guarded(() => Read(sql, read, parameters)).ConfigureAwait(false);
        }
    }

    /// <summary>Changes tenants, keys or catalogs: as the only one at that moment, all or nothing, told to everybody.</summary>
    /// <param name="work">Does it; says whether anything has changed, and what to answer.</param>
    /// <exception cref="DatabaseAwayException">The database does not answer; whether it is done is not known.</exception>
    public ValueTask<T> Change<T>(Func<ControlTransaction, ValueTask<(bool IsChanged, T Answer)>> work) => Guarded(async () =>
    {
        await using var connection = await database.OpenPooled(CancellationToken.None).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        var change = new ControlTransaction(connection, Schema);
        await change.Begin().ConfigureAwait(false);
        var (isChanged, answer) = await work(change).ConfigureAwait(false);
        if (isChanged)
        {
            await change.Tell().ConfigureAwait(false);
            await transaction.CommitAsync().ConfigureAwait(false);
        }

        return answer;
    });

    /// <summary>Runs some statements as one transaction that nobody is told of.</summary>
    /// <returns>The number of rows that they changed.</returns>
    /// <exception cref="DatabaseAwayException">The database does not answer.</exception>
    public ValueTask<int> Run(params (string Sql, object?[] Parameters)[] statements) => Guarded(async () =>
    {
        await using var connection = await database.OpenPooled(CancellationToken.None).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, parameters) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddRange(ControlParameters.Of(parameters));
            batch.BatchCommands.Add(command);
        }

        return await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
    });

    private async ValueTask<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> read, object?[] parameters)
    {
        await using var command = database.Command(sql);
        command.Parameters.AddRange(ControlParameters.Of(parameters));
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var result = new List<T>();
        while (await rows.ReadAsync().ConfigureAwait(false))
        {
            result.Add(read(rows));
        }

        return result;
    }

    private async ValueTask<T> Guarded<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception away) when (PostgresDatabase.IsAway(away) && Trouble.IsPassing(away))
        {
            throw database.Away(away);
        }
    }
}
