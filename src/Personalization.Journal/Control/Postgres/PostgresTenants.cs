using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The tenants in PostgreSQL.</summary>
internal sealed class PostgresTenants(ControlTables tables, TimeProvider clock) : ITenants
{
    /// <inheritdoc/>
    public async ValueTask<Problem?> Create(TenantId tenant) =>
        TenantRules.Check(tenant) ?? (await Insert(tenant).ConfigureAwait(false) ? null : TenantRules.Exists(tenant));

    /// <inheritdoc/>
    public async ValueTask<Problem?> Ensure(TenantId tenant)
    {
        var problem = TenantRules.Check(tenant);
        if (problem is null && !await Exists(tenant).ConfigureAwait(false))
        {
            await Insert(tenant).ConfigureAwait(false);
        }

        return problem;
    }

    /// <inheritdoc/>
    public async ValueTask<Problem?> Pin(TenantId tenant, string? region)
    {
        if (region is not null && RegionRules.Check(region) is { } problem)
        {
            return problem;
        }

        return await tables.Change<Problem?>(async change =>
            await change.Execute($"UPDATE {tables.Schema}.tenant SET region = $2::text WHERE id = $1", tenant.Value, region).ConfigureAwait(false) > 0
                ? (true, null)
                : (false, KeyRules.NoTenant(tenant))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> Exists(TenantId tenant) =>
        (await tables.Query($"SELECT FROM {tables.Schema}.tenant WHERE id = $1", _ => true, tenant.Value).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Tenant>> List() => await tables.Query(
        $"SELECT id, created, region FROM {tables.Schema}.tenant ORDER BY id",
        row => new Tenant(new TenantId(row.GetString(0)), ControlParameters.ReadInstant(row, 1), row.IsDBNull(2) ? null : row.GetString(2))).ConfigureAwait(false);

    private ValueTask<bool> Insert(TenantId tenant) => tables.Change(async change =>
    {
        var inserted = await change.Execute(
            $"INSERT INTO {tables.Schema}.tenant (id, created) VALUES ($1, $2) ON CONFLICT DO NOTHING", tenant.Value, Instant.From(clock.GetUtcNow())).ConfigureAwait(false);
        return (inserted > 0, inserted > 0);
    });
}
