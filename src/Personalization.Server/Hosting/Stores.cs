using Personalization.Authoring;
using Personalization.Grains.Embedded;
using Personalization.Hosting.Catalogs;
using Personalization.Hosting.Settings;
using Personalization.Journal;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Audit.Sqlite;
using Personalization.Journal.Control;
using Personalization.Journal.Erasures;
using Personalization.Journal.Residency;
using Personalization.Server.Settings;

namespace Personalization.Server.Hosting;

/// <summary>Everything that the server keeps, opened in order and closed in the reverse.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly SqliteAuditStore chains;

    private Stores(ServerSettings settings, IControlStore control, StoredCatalogs catalogs, EventStore events, SqliteAuditStore chains)
    {
        this.chains = chains;
        Control = control;
        Catalogs = catalogs;
        Events = events;
        Profiles = new EmbeddedProfiles(events.Journal, events.Snapshots, catalogs, TimeProvider.System, new EmbeddedHostOptions { Retention = settings.Retention });
        Sealer = new AuditSealer(events.Journal, chains, TimeProvider.System);
        Audit = new AuditLedger(chains, Sealer, events.OpenForAudit, TimeProvider.System);
    }

    /// <summary>Tenants, keys, catalogs, dead letters.</summary>
    public IControlStore Control { get; }

    /// <summary>What whoever started the server should know of where tenants and keys are; null for nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>The catalogs, compiled.</summary>
    public StoredCatalogs Catalogs { get; }

    /// <summary>The events and the snapshots.</summary>
    public EventStore Events { get; }

    /// <summary>The events.</summary>
    public IJournal Journal => Events.Journal;

    /// <summary>The live profiles.</summary>
    public EmbeddedProfiles Profiles { get; }

    /// <summary>Puts decisions into the audit chains.</summary>
    public AuditSealer Sealer { get; }

    /// <summary>What can be told of the audit chains.</summary>
    public AuditLedger Audit { get; }

    /// <summary>Who was erased.</summary>
    public required FolderErasureLedger Erasures { get; init; }

    /// <summary>Which subjects are pinned to which region.</summary>
    public required FolderSubjectPins Pins { get; init; }

    /// <summary>Completes with the reason when nothing more can be made durable; the process must stop then.</summary>
    public async Task<Exception> Failed()
    {
        await Task.WhenAny(Events.Failed, Profiles.Failed);
        return Events.Failed.IsCompletedSuccessfully ? await Events.Failed : await Profiles.Failed;
    }

    /// <summary>Opens a data folder, and a database where the events are in one; makes what is missing.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="seed">The catalog for tenants without one.</param>
    /// <exception cref="FolderLockedException">Another server holds the folder.</exception>
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
        var events = await EventStore.Open(settings);
        IControlStore? control = null;
        try
        {
            (control, var notes) = await ControlPlace.Open(settings);
            return new Stores(settings, control, new StoredCatalogs(control, seed), events, SqliteAuditStore.Open(settings.Data)) { Note = notes, Erasures = FolderErasureLedger.Open(settings.Data), Pins = FolderSubjectPins.Open(settings.Data) };
        }
        catch
        {
            if (control is not null)
            {
                await control.DisposeAsync();
            }

            await events.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts every profile into a snapshot, commits what waits and lets go of the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await Profiles.DisposeAsync();
        Erasures.Dispose();
        Sealer.Dispose();
        chains.Dispose();
        await Events.DisposeAsync();
        Catalogs.Dispose();
        await Control.DisposeAsync();
    }
}
