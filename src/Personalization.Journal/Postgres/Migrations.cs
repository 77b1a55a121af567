using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>Brings a schema up to what this program needs: forward only, each step in a transaction, one program at a time.</summary>
/// <param name="schema">The schema.</param>
/// <param name="steps">All steps that this program knows.</param>
internal sealed class Migrations(SchemaName schema, IReadOnlyList<Migration> steps)
{
    /// <summary>Applies what is missing; changes nothing where nothing is.</summary>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts than this program's.</exception>
    public async Task Run(NpgsqlConnection connection, CancellationToken cancellation)
    {
        while (await Step(connection, cancellation))
        {
            // One step is one transaction: what is done stays done when a later one fails.
        }
    }

    /// <summary>Looks whether all steps were applied; changes nothing.</summary>
    /// <exception cref="SchemaMissingException">None was: it is no journal.</exception>
    /// <exception cref="InvalidDataException">The schema was made by an older or a newer program, or by other scripts than this program's.</exception>
    public async Task CheckApplied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var (hasSchema, hasTable) = await Look(connection, cancellation);
        var applied = hasTable ? await Read(connection, cancellation) : [];
        if (applied.Count == 0)
        {
            throw new SchemaMissingException(connection.Database, schema.Name, hasSchema);
        }

        Check(applied);
        if (applied.Count < steps.Count)
        {
            throw new InvalidDataException(
                $"The schema '{schema.Name}' is at migration {applied.Count}, and this program needs {steps.Count}. Start a server of this version first, which brings it up to date, or use the program of that version.");
        }
    }

    /// <summary>How many steps were applied; changes nothing.</summary>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts than this program's.</exception>
    public async Task<int> CountApplied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!(await Look(connection, cancellation)).HasTable)
        {
            return 0;
        }

        var applied = await Read(connection, cancellation);
        Check(applied);
        return applied.Count;
    }

    private async Task<bool> Step(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, $"SELECT pg_advisory_xact_lock(hashtextextended('{schema.Name} migrations', 0))", cancellation);
        var applied = await Applied(connection, cancellation);
        Check(applied);
        if (applied.Count == steps.Count)
        {
            return false;
        }

        var next = steps[applied.Count];
        await Execute(connection, next.ScriptFor(schema), cancellation);
        await using var note = new NpgsqlCommand($"INSERT INTO {schema}.schema_migrations (number, name, checksum, applied) VALUES ($1, $2, $3, now())", connection)
        {
            Parameters = { new() { Value = next.Number }, new() { Value = next.Name }, new() { Value = next.Checksum } },
        };
        await note.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The checksums of the steps that were applied; makes the table of them where it is missing.</summary>
    private async Task<List<(int Number, string Checksum)>> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Asked first, so that a role that may only use a schema that is there needs no right to make one.
        var (hasSchema, hasTable) = await Look(connection, cancellation);
        if (!hasSchema)
        {
            await Execute(connection, $"CREATE SCHEMA {schema}", cancellation);
        }

        if (!hasTable)
        {
            await Execute(connection, $"CREATE TABLE {schema}.schema_migrations (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied timestamptz NOT NULL)", cancellation);
        }

        return await Read(connection, cancellation);
    }

    private async Task<(bool HasSchema, bool HasTable)> Look(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // From the tables, which a role may read that may not use the schema, and not by to_regclass, which may remember, past the wait for the lock, that there was none.
        await using var exists = new NpgsqlCommand(
            $"""
            SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema.Name}'),
                   EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = '{schema.Name}' AND c.relname = 'schema_migrations')
            """, connection);
        await using var row = await exists.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetBoolean(0), row.GetBoolean(1));
    }

    private async Task<List<(int Number, string Checksum)>> Read(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new List<(int, string)>();
        await using var select = new NpgsqlCommand($"SELECT number, checksum FROM {schema}.schema_migrations ORDER BY number", connection);
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            applied.Add((rows.GetInt32(0), rows.GetString(1)));
        }

        return applied;
    }

    private void Check(List<(int Number, string Checksum)> applied)
    {
        if (applied.Count > steps.Count)
        {
            throw new InvalidDataException(
                $"The schema '{schema.Name}' is at migration {applied.Count}, and this program knows only {steps.Count}: a newer one has used it. Start that one, or restore a backup from before.");
        }

        for (var at = 0; at < applied.Count; at++)
        {
            if (applied[at] != (steps[at].Number, steps[at].Checksum))
            {
                throw new InvalidDataException(
                    $"Migration {applied[at].Number} of the schema '{schema.Name}' was made by another script than this program's {steps[at].Name}. A released migration never changes; use the program that made the schema.");
            }
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
