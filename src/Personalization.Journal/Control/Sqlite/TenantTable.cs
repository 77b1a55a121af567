using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>The tenants in <c>control.db</c>.</summary>
internal sealed class TenantTable(ControlConnection connection, TimeProvider clock) : ITenants
{
    /// <inheritdoc/>
    public ValueTask<Problem?> Create(TenantId tenant) => new(TenantRules.Check(tenant) ?? (Insert(tenant) ? null : TenantRules.Exists(tenant)));

    /// <inheritdoc/>
    public ValueTask<Problem?> Ensure(TenantId tenant)
    {
        var problem = TenantRules.Check(tenant);
        if (problem is null)
        {
            Insert(tenant);
        }

        return new(problem);
    }

    /// <inheritdoc/>
    public ValueTask<Problem?> Pin(TenantId tenant, string? region) => new(
        (region is null ? null : RegionRules.Check(region))
        ?? (connection.Execute("UPDATE tenants SET region = $1 WHERE id = $0", tenant.Value, region) > 0 ? null : KeyRules.NoTenant(tenant)));

    /// <inheritdoc/>
    public ValueTask<bool> Exists(TenantId tenant) => new(connection.Number("SELECT count(*) FROM tenants WHERE id = $0", tenant.Value) > 0);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Tenant>> List() =>
        new(connection.Query(
            "SELECT id, created, region FROM tenants ORDER BY id",
            row => new Tenant(new TenantId(row.GetString(0)), new Instant(row.GetInt64(1)), row.IsDBNull(2) ? null : row.GetString(2))));

    private bool Insert(TenantId tenant) =>
        connection.Execute("INSERT OR IGNORE INTO tenants (id, created) VALUES ($0, $1)", tenant.Value, SqliteControlStore.Now(clock).UnixMilliseconds) > 0;
}
