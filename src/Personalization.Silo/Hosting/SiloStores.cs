using Personalization.Authoring;
using Personalization.Hosting.Catalogs;
using Personalization.Hosting.Settings;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Postgres;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Control.Postgres;
using Personalization.Journal.Postgres;
using Personalization.Journal.Postgres.Cluster;
using Personalization.Journal.Postgres.Ledger;
using Personalization.Projections.Stores;
using Personalization.Silo.Settings;

namespace Personalization.Silo.Hosting;

/// <summary>What a silo has open of the cluster's database, closed in the reverse order.</summary>
internal sealed class SiloStores : IAsyncDisposable
{
    private readonly PostgresAuditStore chains;

    private SiloStores(
        PostgresJournal journal, PostgresSnapshots snapshots, PostgresProjectionStore projections, PostgresAuditStore chains, PostgresControlStore control, PostgresLedger ledger,
        StoredCatalogs catalogs, ClusterSchema members)
    {
        this.chains = chains;
        Journal = journal;
        Snapshots = snapshots;
        Projections = projections;
        Control = control;
        Ledger = ledger;
        Catalogs = catalogs;
        Members = members;
        Sealer = new AuditSealer(journal, chains, TimeProvider.System, markInterval: Limits.AuditMarkInterval);
        Audit = new AuditLedger(chains, Sealer, () => null, TimeProvider.System);
    }

    /// <summary>The events.</summary>
    public PostgresJournal Journal { get; }

    /// <summary>The snapshots of profiles.</summary>
    public PostgresSnapshots Snapshots { get; }

    /// <summary>What consumers of the feed made of the events.</summary>
    public PostgresProjectionStore Projections { get; }

    /// <summary>Tenants, keys, catalogs, dead letters.</summary>
    public PostgresControlStore Control { get; }

    /// <summary>Who was erased, and who belongs to another region.</summary>
    public PostgresLedger Ledger { get; }

    /// <summary>The catalogs, compiled.</summary>
    public StoredCatalogs Catalogs { get; }

    /// <summary>Puts decisions into the audit chains, where this silo is the one that does.</summary>
    public AuditSealer Sealer { get; }

    /// <summary>What can be told of the audit chains.</summary>
    public AuditLedger Audit { get; }

    /// <summary>Through which silos find each other.</summary>
    public ClusterSchema Members { get; }

    /// <summary>Where it is, for people; never with the password.</summary>
    public string Place => Journal.Place;

    /// <summary>Opens the database as one of many; makes the schema of events where it is missing, and never that of the cluster.</summary>
    /// <param name="settings">Which.</param>
    /// <param name="seed">The catalog for tenants without one; null for none.</param>
    /// <exception cref="DatabaseAwayException">The database cannot be used.</exception>
    /// <exception cref="SettingsException">The settings name nothing that could be used, or the cluster's schema is not set up.</exception>
    public static async Task<SiloStores> Open(SiloSettings settings, CatalogBundle? seed)
    {
        try
        {
            var members = new ClusterSchema(settings.Postgres, settings.ClusterSchema);
            if (await members.Check(CancellationToken.None) is { Count: > 0 } missing)
            {
                throw new SettingsException(string.Join('\n', missing), SettingsException.Refused);
            }

            return await Open(settings, seed, members);
        }
        catch (ArgumentException refused)
        {
            throw new SettingsException($"--postgres, --ledger, --schema or --cluster-schema cannot be used: {refused.Message}");
        }
    }

    private static async Task<SiloStores> Open(SiloSettings settings, CatalogBundle? seed, ClusterSchema members)
    {
        var opened = new Stack<IAsyncDisposable>();
        try
        {
            var control = await PostgresControlStore.Open(new PostgresControlOptions { ConnectionString = settings.Postgres, Schema = settings.Schema }, TimeProvider.System);
            opened.Push(control);
            var journal = await PostgresJournal.Open(new PostgresJournalOptions
            {
                ConnectionString = settings.Postgres,
                Schema = settings.Schema,
                UpkeepFailed = cause => Console.Error.WriteLine($"warning: the journal's tables could not be kept up, which is tried again later. Events are still taken. {cause.Message}"),
            });
            opened.Push(journal);
            var snapshots = await PostgresSnapshots.Open(settings.Postgres, settings.Schema);
            opened.Push(snapshots);
            var projections = await PostgresProjectionStore.Open(settings.Postgres, settings.Schema);
            opened.Push(projections);
            var audit = await PostgresAuditStore.Open(settings.Postgres, settings.Schema);
            opened.Push(audit);
            var ledger = await PostgresLedger.Open(settings.Ledger, PostgresLedger.SchemaBeside(settings.Schema));
            return new SiloStores(journal, snapshots, projections, audit, control, ledger, new StoredCatalogs(control, seed), members);
        }
        catch
        {
            while (opened.TryPop(out var one))
            {
                await one.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Commits what waits and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await Projections.DisposeAsync();
        Sealer.Dispose();
        await chains.DisposeAsync();
        await Journal.DisposeAsync();
        await Snapshots.DisposeAsync();
        Catalogs.Dispose();
        await Ledger.DisposeAsync();
        await Control.DisposeAsync();
    }
}
