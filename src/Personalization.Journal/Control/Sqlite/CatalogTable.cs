using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The published catalogs of all tenants, whole bundles by content hash; at most one of a tenant is active.</summary>
public sealed class CatalogTable
{
    private const string Columns = "tenant, hash, published, active, length(bundle)";
    private readonly ControlConnection connection, watch;
    private readonly TimeProvider clock;

    internal CatalogTable(ControlConnection connection, ControlConnection watch, TimeProvider clock)
    {
        this.connection = connection;
        this.watch = watch;
        this.clock = clock;
    }

    /// <summary>Another number whenever something in the file has changed, by this process or another one.</summary>
    public long FileVersion() => watch.Number("PRAGMA data_version");

    /// <summary>Keeps a bundle, and makes it the active one where somebody says so: both or nothing. A hash that is known is not kept again.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="hash">Its content hash.</param>
    /// <param name="bundle">The canonical bundle.</param>
    /// <param name="activator">Who activates it; null leaves the active one as it is.</param>
    /// <returns>Null, or why not: <c>too_large</c>, <c>too_many_versions</c>.</returns>
    public Problem? Publish(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator? activator = null)
    {
        if (bundle.Length > Limits.CatalogBytesMax)
        {
            return new Problem("too_large", "", $"A catalog has at most {Limits.CatalogBytesMax} bytes.");
        }

        var published = ControlStore.Now(clock).UnixMilliseconds;
        return connection.Write(db =>
        {
            var others = db.Number("SELECT count(*) FROM catalogs WHERE tenant = $0 AND hash <> $1", tenant.Value, hash);
            if (others >= Limits.CatalogVersionsMax)
            {
                return new Problem("too_many_versions", "", $"There are {Limits.CatalogVersionsMax} versions of this catalog already.");
            }

            db.Execute(
                "INSERT OR IGNORE INTO catalogs (tenant, hash, bundle, published, active) VALUES ($0, $1, $2, $3, 0)",
                tenant.Value, hash, bundle.ToArray(), published);
            if (activator is not null)
            {
                Activate(db, tenant, hash, activator);
            }

            return null;
        });
    }

    /// <summary>Makes a published version the active one of its tenant.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="hash">The version.</param>
    /// <param name="activator">Who activates it.</param>
    /// <returns>Whether there is such a version.</returns>
    public bool Activate(TenantId tenant, string hash, CatalogActivator activator) => connection.Write(db =>
    {
        if (db.Number("SELECT count(*) FROM catalogs WHERE tenant = $0 AND hash = $1", tenant.Value, hash) == 0)
        {
            return false;
        }

        Activate(db, tenant, hash, activator);
        return true;
    });

    /// <summary>What was activated when and by whom, the newest first.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="limit">How many at most; the newest <see cref="Limits.CatalogActivationsMax"/> are kept.</param>
    public IReadOnlyList<CatalogActivation> Activations(TenantId tenant, int limit) => connection.Query(
        "SELECT hash, activated, key, forced FROM catalog_activations WHERE tenant = $0 ORDER BY id DESC LIMIT $1",
        row => new CatalogActivation(row.GetString(0), new Instant(row.GetInt64(1)), new CatalogActivator(row.GetString(2), row.GetBoolean(3))),
        tenant.Value, limit);

    /// <summary>The hash of the version that was activated last at a time; null where the kept activations do not reach back to it.</summary>
    public string? ActiveAt(TenantId tenant, Instant at) => connection.Query(
        "SELECT hash FROM catalog_activations WHERE tenant = $0 AND activated <= $1 ORDER BY id DESC LIMIT 1",
        row => row.GetString(0), tenant.Value, at.UnixMilliseconds).FirstOrDefault();

    /// <summary>The active version of a tenant, or null.</summary>
    public CatalogVersion? Active(TenantId tenant) =>
        connection.Query($"SELECT {Columns} FROM catalogs WHERE tenant = $0 AND active = 1", Read, tenant.Value).FirstOrDefault();

    /// <summary>The active versions of all tenants.</summary>
    public IReadOnlyList<CatalogVersion> AllActive() => connection.Query($"SELECT {Columns} FROM catalogs WHERE active = 1 ORDER BY tenant", Read);

    /// <summary>All versions of a tenant, the newest first.</summary>
    public IReadOnlyList<CatalogVersion> List(TenantId tenant) =>
        connection.Query($"SELECT {Columns} FROM catalogs WHERE tenant = $0 ORDER BY published DESC, hash", Read, tenant.Value);

    /// <summary>The bundle of a version, or null.</summary>
    public byte[]? LoadBundle(TenantId tenant, string hash) =>
        connection.Query("SELECT bundle FROM catalogs WHERE tenant = $0 AND hash = $1", row => (byte[])row[0], tenant.Value, hash).FirstOrDefault();

    private void Activate(ControlConnection db, TenantId tenant, string hash, CatalogActivator activator)
    {
        db.Execute("UPDATE catalogs SET active = (hash = $1) WHERE tenant = $0 AND active <> (hash = $1)", tenant.Value, hash);
        db.Execute(
            "INSERT INTO catalog_activations (tenant, hash, activated, key, forced) VALUES ($0, $1, $2, $3, $4)",
            tenant.Value, hash, ControlStore.Now(clock).UnixMilliseconds, activator.KeyId, activator.IsForced);
        db.Execute(
            "DELETE FROM catalog_activations WHERE tenant = $0 AND id <= (SELECT id FROM catalog_activations WHERE tenant = $0 ORDER BY id DESC LIMIT 1 OFFSET $1)",
            tenant.Value, Limits.CatalogActivationsMax);
    }

    private static CatalogVersion Read(SqliteDataReader row) =>
        new(new TenantId(row.GetString(0)), row.GetString(1), new Instant(row.GetInt64(2)), row.GetBoolean(3), row.GetInt64(4));
}
