using Personalization.Core;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>The control store of one machine, in <c>control.db</c> (mode 0600).</summary>
/// <remarks>
/// Needs no folder lock: several processes may use the file at the same time, as the command line does beside a running server.
/// Each call is a short piece of disk work, done before it returns.
/// </remarks>
public sealed class SqliteControlStore : IControlStore, IDisposable
{
    /// <summary>The name of its file in a data folder.</summary>
    public const string FileName = "control.db";

    private readonly ControlConnection connection, deadLetters, accesses, watch;

    private SqliteControlStore(string path, TimeProvider clock, long deadLettersMax)
    {
        connection = new ControlConnection(path, "FULL");
        ControlSchema.Create(connection);
        // Rejected events are not worth a sync each; the next key or catalog that is written syncs them too.
        deadLetters = new ControlConnection(path, "NORMAL");
        // What is removed is gone, and not only out of sight: it is what people sent.
        deadLetters.Number("PRAGMA secure_delete=ON");
        // A connection of its own: whoever reads profiles waits for no catalog that is written.
        accesses = new ControlConnection(path, "FULL");
        accesses.Number("PRAGMA secure_delete=ON");
        watch = new ControlConnection(path, "NORMAL");
        var changes = new ControlFileChanges(watch, clock);
        var keys = new KeyTable(connection, clock);
        Tenants = new TenantTable(connection, clock);
        Keys = keys;
        Catalogs = new CatalogTable(connection, clock);
        DeadLetters = new DeadLetterTable(deadLetters, deadLettersMax);
        AccessLog = new AccessLogTable(accesses);
        KeyDirectory = new KeyDirectory(keys, changes, clock);
        Changes = changes;
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
    public IControlChanges Changes { get; }

    /// <summary>Opens or makes <c>control.db</c> in a data folder, which is made where it is missing.</summary>
    /// <exception cref="UnfitFolderException">The folder is a backup, or a restore into it is not finished.</exception>
    /// <param name="folder">The data folder.</param>
    /// <param name="clock">The time of what is made.</param>
    /// <param name="deadLettersMax">Rejected events that are kept of each tenant.</param>
    public static SqliteControlStore Open(string folder, TimeProvider clock, long deadLettersMax = Limits.DeadLettersMax)
    {
        WritableFolder.Check(OperatingDisk.Instance, folder);
        OperatingDisk.Instance.MakeFolder(folder);
        return new SqliteControlStore(Path.Combine(folder, FileName), clock, deadLettersMax);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watch.Dispose();
        accesses.Dispose();
        deadLetters.Dispose();
        connection.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    internal static Instant Now(TimeProvider clock) => Instant.From(clock.GetUtcNow());
}
