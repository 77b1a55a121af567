using Npgsql;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The control store of many machines: tables beside the journal's in PostgreSQL.</summary>
/// <remarks>
/// Changes are made one after the other, in whatever process, and told to all. Where the database is away, calls end with a
/// <see cref="DatabaseAwayException"/>; keys are known on for <see cref="PostgresControlOptions.KnownFor"/>.
/// </remarks>
public sealed class PostgresControlStore : IControlStore
{
    private readonly PostgresDatabase database;
    private readonly ControlListener listener;
    private readonly PostgresKeyDirectory known;

    private PostgresControlStore(PostgresDatabase database, PostgresControlOptions options, TimeProvider clock)
    {
        this.database = database;
        var tables = new ControlTables(database);
        var keys = new PostgresKeyDirectory(database, options.KnownFor, clock);
        listener = new ControlListener(database, keys, clock);
        Tenants = new PostgresTenants(tables, clock);
        Keys = new PostgresKeys(tables, listener, clock);
        Catalogs = new PostgresCatalogs(tables, clock);
        DeadLetters = new PostgresDeadLetters(tables, options.DeadLettersMax);
        AccessLog = new PostgresAccessLog(tables);
        KeyDirectory = known = keys;
        Tables = tables;
    }

    /// <inheritdoc/>
    public ITenants Tenants { get; }

    /// <inheritdoc/>
    public IKeys Keys { get; }

    /// <inheritdoc/>
    public IKeyDirectory KeyDirectory { get; }

    /// <inheritdoc/>
    public ICatalogStore Catalogs { get; }

    /// <inheritdoc/>
    public IDeadLetters DeadLetters { get; }

    /// <inheritdoc/>
    public IAccessLog AccessLog { get; }

    /// <inheritdoc/>
    public IControlChanges Changes => listener;

    /// <summary>How long ago the database was last heard of; it is asked every 200 ms.</summary>
    public TimeSpan SilentFor => known.SilentFor;

    internal ControlTables Tables { get; }

    /// <summary>Connects, brings the schema up to date, and reads the keys.</summary>
    /// <exception cref="ArgumentException">The connection string or the schema's name cannot be used.</exception>
    /// <exception cref="DatabaseAwayException">The database does not answer, or does not let this role do what it needs.</exception>
    /// <exception cref="InvalidDataException">The schema was made by a newer program, or by other scripts.</exception>
    public static async Task<PostgresControlStore> Open(PostgresControlOptions options, TimeProvider clock, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var seconds = (int)Limits.ControlCallMax.TotalSeconds;
        var bounded = new NpgsqlConnectionStringBuilder(options.ConnectionString) { Timeout = seconds, CommandTimeout = seconds };
        var opened = new PostgresDatabase(bounded.ConnectionString, options.Schema);
        try
        {
            await opened.Migrate(cancellation).ConfigureAwait(false);
            var store = new PostgresControlStore(opened, options, clock);
            await store.listener.Start().ConfigureAwait(false);
            return store;
        }
        catch (Exception cause)
        {
            await opened.DisposeAsync().ConfigureAwait(false);
            if (PostgresDatabase.IsAway(cause))
            {
                throw opened.Away(cause);
            }

            throw;
        }
    }

    internal Task CatchUp() => listener.CatchUp();

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync().ConfigureAwait(false);
        await database.DisposeAsync().ConfigureAwait(false);
    }
}
