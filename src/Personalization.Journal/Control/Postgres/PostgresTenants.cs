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
    public async ValueTask<bool> Exists(TenantId tenant) =>
        (await tables.Query($"SELECT FROM {tables.Schema}.tenant WHERE id = $1", _ => true, tenant.Value).ConfigureAwait(false)).Count > 0;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Tenant>> List() => await tables.Query(
        $"SELECT id, created FROM {tables.Schema}.tenant ORDER BY id",
        row => new Tenant(new TenantId(row.GetString(0)), ControlParameters.ReadInstant(row, 1))).ConfigureAwait(false);

    private ValueTask<bool> Insert(TenantId tenant) => tables.Change(async change =>
    {
        var inserted = await change.Execute(
            $"INSERT INTO {tables.Schema}.tenant (id, created) VALUES ($1, $2) ON CONFLICT DO NOTHING", tenant.Value, Instant.From(clock.GetUtcNow())).ConfigureAwait(false);
        return (inserted > 0, inserted > 0);
    });
}
