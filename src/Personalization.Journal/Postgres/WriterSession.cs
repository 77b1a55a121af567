using Npgsql;
using NpgsqlTypes;

namespace Personalization.Journal.Postgres;

/// <summary>One connection of the writer with its prepared statements; where the journal is exclusive it holds the schema's lock.</summary>
internal sealed class WriterSession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly SchemaName schema;
    private readonly NpgsqlCommand append, intern;

    private WriterSession(NpgsqlConnection connection, SchemaName schema)
    {
        (this.connection, this.schema) = (connection, schema);
        append = Command($"SELECT lost_units, committed_at FROM {schema}.append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, Array(NpgsqlDbType.Bigint), Array(NpgsqlDbType.Integer), Array(NpgsqlDbType.Bigint), Array(NpgsqlDbType.Bigint),
            Array(NpgsqlDbType.Integer), Array(NpgsqlDbType.Bigint), Array(NpgsqlDbType.Bigint), Array(NpgsqlDbType.Smallint), Array(NpgsqlDbType.Bigint), Array(NpgsqlDbType.Bytea));
        intern = Command($"SELECT {schema}.intern_subjects($1, $2, $3, $4, $5)",
            Array(NpgsqlDbType.Bigint), Array(NpgsqlDbType.Text), Array(NpgsqlDbType.Smallint), Array(NpgsqlDbType.Text), Array(NpgsqlDbType.Boolean));
    }

    /// <summary>Opens a connection and takes what it needs.</summary>
    /// <exception cref="SchemaHeldException">Another server holds the schema longer than the options allow to wait.</exception>
    public static async Task<WriterSession> Open(PostgresDatabase database, PostgresJournalOptions options, CancellationToken cancellation)
    {
        var opened = await database.OpenSingle(cancellation);
        try
        {
            // "Off" would acknowledge what a crash of the database's machine takes back.
            await Execute(opened, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'", cancellation);
            if (options.Exclusive)
            {
                await SchemaLock.Take(opened, database.Schema, options.ExclusiveWait, cancellation);
            }

            var session = new WriterSession(opened, database.Schema);
            await session.append.PrepareAsync(cancellation);
            await session.intern.PrepareAsync(cancellation);
            return session;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The ids of the parts' subjects, in their order. Makes those that are missing where the part begins the stream; 0 for the others.</summary>
    public async Task<long[]> Intern(IReadOnlyList<CallPart> parts)
    {
        Set(intern,
            parts.Select(one => (long)one.Subject.StableHash()).ToArray(), parts.Select(one => one.Subject.Tenant.Value).ToArray(),
            parts.Select(one => (short)one.Subject.Kind).ToArray(), parts.Select(one => one.Subject.Id).ToArray(),
            parts.Select(one => one.FirstVersion == 1).ToArray());
        return (long[])(await intern.ExecuteScalarAsync())!;
    }

    /// <summary>Sends a commit; the same id has an effect once, however often it is sent.</summary>
    /// <returns>The units that another owner was faster than, and the database's time of the commit.</returns>
    public async Task<(int[] LostUnits, DateTime At)> Append(Guid commit, Guid writer, CommitColumns columns)
    {
        Set(append, commit, writer, columns.HeadSubjects, columns.HeadUnits, columns.HeadExpected, columns.HeadMoved,
            columns.Units, columns.Subjects, columns.Versions, columns.Types, columns.IdHashes, columns.Payloads);
        await using var row = await append.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetFieldValue<int[]>(0), row.GetDateTime(1));
    }

    /// <summary>The database's time.</summary>
    public async Task<DateTime> ReadTime()
    {
        await using var command = new NpgsqlCommand("SELECT now()", connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Whether another writer has committed after a time.</summary>
    public async Task<bool> HasOthersSince(DateTime time, Guid writer)
    {
        await using var command = new NpgsqlCommand($"SELECT EXISTS (SELECT FROM {schema}.commits WHERE at > $1 AND writer <> $2)", connection).With(time).With(writer);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Makes partitions ahead.</summary>
    /// <returns>Up to when there are any.</returns>
    public async Task<DateTime> MakePartitions(SchemaName schema)
    {
        await using var command = new NpgsqlCommand($"SELECT {schema}.make_partitions({Limits.PartitionsAhead})", connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Forgets commits that nobody sends again.</summary>
    public Task Purge(SchemaName schema) => Execute(connection,
        $"DELETE FROM {schema}.commits WHERE id IN (SELECT id FROM {schema}.commits WHERE at < now() - interval '1 day' ORDER BY at LIMIT {Limits.PurgedCommits})", CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await append.DisposeAsync();
        await intern.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static NpgsqlDbType Array(NpgsqlDbType element) => NpgsqlDbType.Array | element;

    private static void Set(NpgsqlCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<NpgsqlDbType> types)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)Limits.CommitAttempt.TotalSeconds };
        foreach (var type in types)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        return command;
    }
}
