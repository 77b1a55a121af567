using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>The published catalogs in <c>control.db</c>.</summary>
internal sealed class CatalogTable(ControlConnection connection, TimeProvider clock) : ICatalogStore
{
    private const string Columns = "tenant, hash, published, active, length(bundle)";

    /// <inheritdoc/>
    public ValueTask<Problem?> Publish(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator? activator = null) => new(
        CatalogStoreRules.Check(bundle) ?? connection.Write(db =>
        {
            var problem = Keep(db, tenant, hash, bundle);
            if (problem is null && activator is not null)
            {
                Activate(db, tenant, hash, activator);
            }

            return problem;
        }));

    /// <inheritdoc/>
    public ValueTask<(Problem? Problem, string? Hash)> Seed(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator activator) => new(
        CatalogStoreRules.Check(bundle) is { } problem ? (problem, null) : connection.Write<(Problem?, string?)>(db =>
        {
            if (db.Query("SELECT hash FROM catalogs WHERE tenant = $0 AND active = 1", row => row.GetString(0), tenant.Value) is [var active])
            {
                return (null, active);
            }

            if (Keep(db, tenant, hash, bundle) is { } full)
            {
                return (full, null);
            }

            Activate(db, tenant, hash, activator);
            return (null, hash);
        }));

    /// <inheritdoc/>
    public ValueTask<bool> Activate(TenantId tenant, string hash, CatalogActivator activator) => new(connection.Write(db =>
    {
        if (db.Number("SELECT count(*) FROM catalogs WHERE tenant = $0 AND hash = $1", tenant.Value, hash) == 0)
        {
            return false;
        }

        Activate(db, tenant, hash, activator);
        return true;
    }));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CatalogActivation>> Activations(TenantId tenant, int limit) => new(connection.Query(
        "SELECT hash, activated, key, forced FROM catalog_activations WHERE tenant = $0 ORDER BY id DESC LIMIT $1",
        row => new CatalogActivation(row.GetString(0), new Instant(row.GetInt64(1)), new CatalogActivator(row.GetString(2), row.GetBoolean(3))),
        tenant.Value, limit));

    /// <inheritdoc/>
    public ValueTask<string?> ActiveAt(TenantId tenant, Instant at) => new(connection.Query(
        "SELECT hash FROM catalog_activations WHERE tenant = $0 AND activated <= $1 ORDER BY id DESC LIMIT 1",
        row => row.GetString(0), tenant.Value, at.UnixMilliseconds).FirstOrDefault());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CatalogVersion>> AllActive() => new(connection.Query($"SELECT {Columns} FROM catalogs WHERE active = 1 ORDER BY tenant", Read));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CatalogVersion>> List(TenantId tenant) =>
        new(connection.Query($"SELECT {Columns} FROM catalogs WHERE tenant = $0 ORDER BY published DESC, hash", Read, tenant.Value));

    /// <inheritdoc/>
    public ValueTask<byte[]?> LoadBundle(TenantId tenant, string hash) =>
        new(connection.Query("SELECT bundle FROM catalogs WHERE tenant = $0 AND hash = $1", row => (byte[])row[0], tenant.Value, hash).FirstOrDefault());

    private Problem? Keep(ControlConnection db, TenantId tenant, string hash, ReadOnlyMemory<byte> bundle)
    {
        var others = db.Number("SELECT count(*) FROM catalogs WHERE tenant = $0 AND hash <> $1", tenant.Value, hash);
        if (others >= Limits.CatalogVersionsMax)
        {
            return CatalogStoreRules.TooMany;
        }

        db.Execute(
            "INSERT OR IGNORE INTO catalogs (tenant, hash, bundle, published, active) VALUES ($0, $1, $2, $3, 0)",
            tenant.Value, hash, bundle.ToArray(), SqliteControlStore.Now(clock).UnixMilliseconds);
        return null;
    }

    private void Activate(ControlConnection db, TenantId tenant, string hash, CatalogActivator activator)
    {
        db.Execute("UPDATE catalogs SET active = (hash = $1) WHERE tenant = $0 AND active <> (hash = $1)", tenant.Value, hash);
        db.Execute(
            "INSERT INTO catalog_activations (tenant, hash, activated, key, forced) VALUES ($0, $1, $2, $3, $4)",
            tenant.Value, hash, SqliteControlStore.Now(clock).UnixMilliseconds, activator.KeyId, activator.IsForced);
        db.Execute(
            "DELETE FROM catalog_activations WHERE tenant = $0 AND id <= (SELECT id FROM catalog_activations WHERE tenant = $0 ORDER BY id DESC LIMIT 1 OFFSET $1)",
            tenant.Value, Limits.CatalogActivationsMax);
    }

    private static CatalogVersion Read(SqliteDataReader row) =>
        new(new TenantId(row.GetString(0)), row.GetString(1), new Instant(row.GetInt64(2)), row.GetBoolean(3), row.GetInt64(4));
}
