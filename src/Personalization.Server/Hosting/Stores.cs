using Personalization.Authoring;
using Personalization.Grains.Embedded;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Control;
using Personalization.Journal.Sqlite;
using Personalization.Server.Catalogs;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>Everything that lives on the data folder, opened in order and closed in the reverse.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly SqliteSnapshots snapshots;
    private readonly SqliteAuditStore chains;

    private Stores(ControlStore control, StoredCatalogs catalogs, SqliteJournal journal, SqliteSnapshots snapshots, SqliteAuditStore chains, string folder)
    {
        this.snapshots = snapshots;
        this.chains = chains;
        Control = control;
        Catalogs = catalogs;
        Journal = journal;
        Profiles = new EmbeddedProfiles(journal, snapshots, catalogs, TimeProvider.System, new EmbeddedHostOptions());
        Sealer = new AuditSealer(journal, chains, TimeProvider.System);
        Audit = new AuditLedger(chains, Sealer, () => JournalFile.Open(folder), TimeProvider.System);
    }

    /// <summary>Tenants, keys, catalogs, dead letters.</summary>
    public ControlStore Control { get; }

    /// <summary>The catalogs, compiled.</summary>
    public StoredCatalogs Catalogs { get; }

    /// <summary>The events.</summary>
    public SqliteJournal Journal { get; }

    /// <summary>The live profiles.</summary>
    public EmbeddedProfiles Profiles { get; }

    /// <summary>Puts decisions into the audit chains.</summary>
    public AuditSealer Sealer { get; }

    /// <summary>What can be told of the audit chains.</summary>
    public AuditLedger Audit { get; }

    /// <summary>Completes with the reason when nothing more can be made durable; the process must stop then.</summary>
    public async Task<Exception> Failed()
    {
        await Task.WhenAny(Journal.Failed, Profiles.Failed);
        return Journal.Failed.IsCompletedSuccessfully ? await Journal.Failed : await Profiles.Failed;
    }

    /// <summary>Opens a data folder; makes what is missing.</summary>
    /// <param name="settings">Which folder.</param>
    /// <param name="seed">The catalog for tenants without one.</param>
    /// <exception cref="Journal.FolderLockedException">Another server holds the folder.</exception>
    public static async Task<Stores> Open(ServerSettings settings, CatalogBundle? seed)
    {
        try
        {
            Directory.CreateDirectory(settings.Data);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--data {settings.Data} cannot be a folder: {refused.Message}", SettingsException.Refused);
        }

        // The journal first: its lock says whether the rest may be touched.
        var journal = SqliteJournal.Open(new SqliteJournalOptions { Folder = settings.Data });
        ControlStore? control = null;
        SqliteSnapshots? cache = null;
        try
        {
            control = ControlStore.Open(settings.Data, TimeProvider.System);
            cache = SqliteSnapshots.Open(settings.Data);
            return new Stores(control, new StoredCatalogs(control, seed, TimeProvider.System), journal, cache, SqliteAuditStore.Open(settings.Data), settings.Data);
        }
        catch
        {
            cache?.Dispose();
            control?.Dispose();
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts every profile into a snapshot, commits what waits and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Profiles.DisposeAsync();
        Sealer.Dispose();
        chains.Dispose();
        snapshots.Dispose();
        await Journal.DisposeAsync();
        Control.Dispose();
    }
}
