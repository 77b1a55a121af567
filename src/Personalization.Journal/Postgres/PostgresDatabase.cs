using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>The way to one schema: a pool of connections for reads, and single ones for writers.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private static int sources;
    private readonly NpgsqlDataSource pool, single;
    private readonly NpgsqlConnectionStringBuilder where;

    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    public PostgresDatabase(string connectionString, string schema, bool isReader = false)
    {
        Schema = new SchemaName(schema);
        where = new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = false };
        where.ApplicationName ??= "personalization";
        if (where.KeepAlive == 0)
        {
            // A connection whose other end is gone without a word is found out by this, not by the next commit's time-out.
            where.KeepAlive = (int)Limits.DatabaseKeepAlive.TotalSeconds;
        }

        var reading = new NpgsqlConnectionStringBuilder(where.ConnectionString) { MaxPoolSize = Limits.ReadersMax, MaxAutoPrepare = Limits.PreparedStatementsMax, AutoPrepareMinUsages = 2 };
        pool = Source(reading, isReader);
        single = Source(new NpgsqlConnectionStringBuilder(where.ConnectionString) { Pooling = false }, isReader);
    }

    /// <summary>The schema.</summary>
    public SchemaName Schema { get; }

    /// <summary>Where it is, for people; never with the password.</summary>
    public string Place => $"PostgreSQL at {where.Host}:{where.Port}, database {where.Database ?? where.Username}, schema {Schema.Name}";

    /// <summary>A statement over a connection of the pool.</summary>
    public NpgsqlCommand Command(string sql) => pool.CreateCommand(sql);

    /// <summary>A connection of the pool, which gets it back when it is disposed of.</summary>
    public ValueTask<NpgsqlConnection> OpenPooled(CancellationToken cancellation) => pool.OpenConnectionAsync(cancellation);

    /// <summary>A connection of one's own, outside the pool: it ends when it is disposed of, and what it holds with it.</summary>
    public ValueTask<NpgsqlConnection> OpenSingle(CancellationToken cancellation) => single.OpenConnectionAsync(cancellation);

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="DatabaseAwayException">The database does not answer or does not let this role do it.</exception>
    /// <exception cref="InvalidDataException">The schema is newer than this program, or another one made it.</exception>
    public async Task Migrate(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenSingle(cancellation);
            await new Migrations(Schema, Migration.All).Run(connection, cancellation);
            await CheckOrigin(connection, cancellation);
        }
        catch (Exception cause) when (IsAway(cause))
        {
            throw Away(cause);
        }
    }

    /// <summary>Looks whether the schema is what this program reads; changes nothing.</summary>
    /// <exception cref="DatabaseAwayException">The database does not answer or does not let this role read.</exception>
    /// <exception cref="SchemaMissingException">There is no journal.</exception>
    /// <exception cref="InvalidDataException">The schema is older or newer than this program, or another one made it.</exception>
    public async Task CheckReady(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenSingle(cancellation);
            await new Migrations(Schema, Migration.All).CheckApplied(connection, cancellation);
            await CheckOrigin(connection, cancellation);
        }
        catch (Exception cause) when (IsAway(cause))
        {
            throw Away(cause);
        }
    }

    /// <summary>Transactions order the feed, and a dump that is loaded elsewhere brings numbers that are still to come there.</summary>
    private async Task CheckOrigin(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // The newest by the index of the feed; a condition on all rows would be answered by reading them.
        await using var ask = new NpgsqlCommand(
            $"SELECT coalesce((SELECT xid FROM {Schema}.event ORDER BY xid DESC LIMIT 1) >= pg_snapshot_xmax(pg_current_snapshot()), false)", connection);
        if ((bool)(await ask.ExecuteScalarAsync(cancellation))!)
        {
            throw new InvalidDataException(
                $"The events of the schema '{Schema.Name}' were written by another PostgreSQL cluster: they were loaded from a dump. Restore a physical backup (pg_basebackup) instead, which keeps the order of the feed.");
        }
    }

    /// <summary>Whether an error comes from the database or the way to it; a host name that nobody knows is told by the sockets.</summary>
    public static bool IsAway(Exception cause) => cause is DbException or SocketException;

    /// <summary>What to tell whoever started the program.</summary>
    public DatabaseAwayException Away(Exception cause) => new(where, Schema.Name, cause);

    /// <summary>Whoever only reads asks the database itself to refuse everything else; what a connection was told stays when the pool gets it back.</summary>
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder how, bool isReader)
    {
        if (!isReader)
        {
            return Builder(how).Build();
        }

        const string ReadOnly = "SET default_transaction_read_only = on";
        how.NoResetOnClose = true;
        return Builder(how).UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(ReadOnly, connection);
                command.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(ReadOnly, connection);
                await command.ExecuteNonQueryAsync();
            }).Build();
    }

    /// <summary>The name is a label of Npgsql's metrics, which would hold the whole connection string otherwise. Statements are traced as part of a call; the many that look for work would each be a trace of their own.</summary>
    private static NpgsqlDataSourceBuilder Builder(NpgsqlConnectionStringBuilder how)
    {
        var name = Interlocked.Increment(ref sources).ToString(CultureInfo.InvariantCulture);
        return new NpgsqlDataSourceBuilder(how.ConnectionString) { Name = (how.Pooling ? "pool-" : "single-") + name }.ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        await single.DisposeAsync();
    }
}
