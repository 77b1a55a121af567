using Npgsql;

namespace Personalization.Journal.Postgres.Cluster;

/// <summary>The tables through which silos find each other and in which control grains keep their state, beside the journal's in the same database.</summary>
public sealed class ClusterSchema
{
    /// <summary>The schema where none is named.</summary>
    public const string DefaultName = "personalization_cluster";

    private readonly NpgsqlConnectionStringBuilder where;
    private readonly SchemaName schema;

    /// <param name="connectionString">As in <see cref="PostgresJournalOptions.ConnectionString"/>.</param>
    /// <param name="name">The schema; a lower-case name of letters, digits and underscores.</param>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    public ClusterSchema(string connectionString, string name = DefaultName)
    {
        schema = new SchemaName(name);
        where = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false };
        where.ApplicationName ??= "personalization cluster";
    }

    /// <summary>How silos connect, so that they find these tables by their bare names. Holds the password.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(where.ConnectionString) { SearchPath = schema.Name }.ConnectionString;

    /// <summary>Where it is, for people; never with the password.</summary>
    public string Place => $"PostgreSQL at {where.Host}:{where.Port}, database {where.Database ?? where.Username}, schema {schema.Name}";

    /// <summary>Brings the schema up to what this program needs; changes nothing where nothing is missing.</summary>
    /// <returns>The names of the scripts that were run now.</returns>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do it.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts.</exception>
    public Task<IReadOnlyList<string>> Init(CancellationToken cancellation) => Ask<IReadOnlyList<string>>(async connection =>
    {
        var migrations = new Migrations(schema, Migration.Cluster);
        var before = await migrations.CountApplied(connection, cancellation);
        await migrations.Run(connection, cancellation);
        return [.. Migration.Cluster.Skip(before).Select(one => one.Name)];
    });

    /// <summary>Finds out what silos would miss; changes nothing.</summary>
    /// <returns>A sentence for each thing; none where silos may start.</returns>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role look.</exception>
    public Task<IReadOnlyList<string>> Check(CancellationToken cancellation) => Ask(connection => new ClusterCheck(schema, Migration.Cluster).Run(connection, cancellation));

    /// <summary>What <see cref="Init"/> does, as one script for psql; it may be run again, and on every earlier state.</summary>
    public static string Print(string name = DefaultName) => ClusterScript.Write(new SchemaName(name), Migration.Cluster);

    private async Task<T> Ask<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(where.ConnectionString) { Pooling = false });
            await using var connection = await source.OpenConnectionAsync();
            return await work(connection);
        }
        catch (Exception cause) when (PostgresDatabase.IsAway(cause))
        {
            throw new DatabaseAwayException(where, schema.Name, cause);
        }
    }
}
