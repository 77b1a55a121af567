using Personalization.Core;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Control;

/// <summary>What the operator of a server decides, in <c>control.db</c> (mode 0600): tenants, keys, catalogs; and the events that were rejected.</summary>
/// <remarks>
/// Needs no folder lock: several processes may use the file at the same time, as the command line does beside a running server.
/// All members may be called from any thread; each call is a short piece of disk work.
/// </remarks>
public sealed class ControlStore : IDisposable
{
    private readonly ControlConnection connection, deadLetters, watch;

    private ControlStore(string path, TimeProvider clock)
    {
        connection = new ControlConnection(path, "FULL");
        ControlSchema.Create(connection);
        // Rejected events are not worth a sync each; the next key or catalog that is written syncs them too.
        deadLetters = new ControlConnection(path, "NORMAL");
        watch = new ControlConnection(path, "NORMAL");
        Tenants = new TenantTable(connection, clock);
        Keys = new KeyTable(connection, clock);
        Catalogs = new CatalogTable(connection, watch, clock);
        DeadLetters = new DeadLetterTable(deadLetters, Limits.DeadLettersMax);
        KeyDirectory = new KeyDirectory(Keys, watch, clock);
    }

    /// <summary>The tenants.</summary>
    public TenantTable Tenants { get; }

    /// <summary>The keys, hashed.</summary>
    public KeyTable Keys { get; }

    /// <summary>The published catalogs.</summary>
    public CatalogTable Catalogs { get; }

    /// <summary>The rejected events.</summary>
    public DeadLetterTable DeadLetters { get; }

    /// <summary>Finds keys without touching the disk: for the hot path.</summary>
    public KeyDirectory KeyDirectory { get; }

    /// <summary>Opens or makes <c>control.db</c> in a data folder, which is made where it is missing.</summary>
    /// <exception cref="UnfitFolderException">The folder is a backup, or a restore into it is not finished.</exception>
    public static ControlStore Open(string folder, TimeProvider clock)
    {
        WritableFolder.Check(OperatingDisk.Instance, folder);
        OperatingDisk.Instance.MakeFolder(folder);
        return new ControlStore(Path.Combine(folder, "control.db"), clock);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watch.Dispose();
        deadLetters.Dispose();
        connection.Dispose();
    }

    internal static Instant Now(TimeProvider clock) => Instant.From(clock.GetUtcNow());
}
