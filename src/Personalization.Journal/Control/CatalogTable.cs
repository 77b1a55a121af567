using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The published catalogs of all tenants, whole bundles by content hash; at most one of a tenant is active.</summary>
public sealed class CatalogTable
{
    private const string Columns = "tenant, hash, published, active, length(bundle)";
    private readonly ControlConnection connection;
    private readonly TimeProvider clock;

    internal CatalogTable(ControlConnection connection, TimeProvider clock)
    {
        this.connection = connection;
        this.clock = clock;
    }

    /// <summary>Keeps a bundle; nothing happens where its hash is known. Does not activate it.</summary>
    /// <returns>Null, or why not: <c>too_large</c>, <c>too_many_versions</c>.</returns>
    public Problem? Publish(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle)
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
            return null;
        });
    }

    /// <summary>Makes a published version the active one of its tenant.</summary>
    /// <returns>Whether there is such a version.</returns>
    public bool Activate(TenantId tenant, string hash) => connection.Write(db =>
    {
        if (db.Number("SELECT count(*) FROM catalogs WHERE tenant = $0 AND hash = $1", tenant.Value, hash) == 0)
        {
            return false;
        }

        db.Execute("UPDATE catalogs SET active = (hash = $1) WHERE tenant = $0 AND active <> (hash = $1)", tenant.Value, hash);
        return true;
    });

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

    private static CatalogVersion Read(SqliteDataReader row) =>
        new(new TenantId(row.GetString(0)), row.GetString(1), new Instant(row.GetInt64(2)), row.GetBoolean(3), row.GetInt64(4));
}
