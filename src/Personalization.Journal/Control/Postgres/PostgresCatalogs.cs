using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The published catalogs in PostgreSQL.</summary>
internal sealed class PostgresCatalogs(ControlTables tables, TimeProvider clock) : ICatalogStore
{
    private readonly string versions =
        $"""
        SELECT c.tenant, c.hash, c.published, a.hash IS NOT NULL, octet_length(c.bundle)::bigint
        FROM {tables.Schema}.catalog AS c LEFT JOIN {tables.Schema}.active_catalog AS a USING (tenant, hash)
        """;

    /// <inheritdoc/>
    public async ValueTask<Problem?> Publish(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator? activator = null) =>
        CatalogStoreRules.Check(bundle) ?? await tables.Change<Problem?>(async change =>
        {
            if (await Keep(change, tenant, hash, bundle).ConfigureAwait(false) is { } full)
            {
                return (false, full);
            }

            if (activator is not null)
            {
                await Activate(change, tenant, hash, activator).ConfigureAwait(false);
            }

            return (true, null);
        }).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<(Problem? Problem, string? Hash)> Seed(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator activator) =>
        CatalogStoreRules.Check(bundle) is { } problem ? (problem, null) : await tables.Change<(Problem?, string?)>(async change =>
        {
            if (await change.Find<string>($"SELECT hash FROM {tables.Schema}.active_catalog WHERE tenant = $1", tenant.Value).ConfigureAwait(false) is { } active)
            {
                return (false, (null, active));
            }

            if (await Keep(change, tenant, hash, bundle).ConfigureAwait(false) is { } full)
            {
                return (false, (full, null));
            }

            await Activate(change, tenant, hash, activator).ConfigureAwait(false);
            return (true, (null, hash));
        }).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> Activate(TenantId tenant, string hash, CatalogActivator activator) => tables.Change(async change =>
    {
        if (!await change.Find<bool>($"SELECT true FROM {tables.Schema}.catalog WHERE tenant = $1 AND hash = $2", tenant.Value, hash).ConfigureAwait(false))
        {
            return (false, false);
        }

        await Activate(change, tenant, hash, activator).ConfigureAwait(false);
        return (true, true);
    });

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CatalogActivation>> Activations(TenantId tenant, int limit) => await tables.Query(
        $"SELECT hash, activated, key_id, is_forced FROM {tables.Schema}.catalog_activation WHERE tenant = $1 ORDER BY id DESC LIMIT $2",
        row => new CatalogActivation(row.GetString(0), ControlParameters.ReadInstant(row, 1), new CatalogActivator(row.GetString(2), row.GetBoolean(3))),
        tenant.Value, limit).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<string?> ActiveAt(TenantId tenant, Instant at) => (await tables.Query(
        $"SELECT hash FROM {tables.Schema}.catalog_activation WHERE tenant = $1 AND activated <= $2 ORDER BY id DESC LIMIT 1",
        row => row.GetString(0), tenant.Value, at).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CatalogVersion>> AllActive() =>
        await tables.Query(versions + " WHERE a.hash IS NOT NULL ORDER BY c.tenant", Read).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CatalogVersion>> List(TenantId tenant) =>
        await tables.Query(versions + " WHERE c.tenant = $1 ORDER BY c.published DESC, c.hash", Read, tenant.Value).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<byte[]?> LoadBundle(TenantId tenant, string hash) => (await tables.Query(
        $"SELECT bundle FROM {tables.Schema}.catalog WHERE tenant = $1 AND hash = $2", row => row.GetFieldValue<byte[]>(0), tenant.Value, hash).ConfigureAwait(false)).FirstOrDefault();

    private async Task<Problem?> Keep(ControlTransaction change, TenantId tenant, string hash, ReadOnlyMemory<byte> bundle)
    {
        var others = await change.Find<long>($"SELECT count(*) FROM {tables.Schema}.catalog WHERE tenant = $1 AND hash <> $2", tenant.Value, hash).ConfigureAwait(false);
        if (others >= Limits.CatalogVersionsMax)
        {
            return CatalogStoreRules.TooMany;
        }

        await change.Execute(
            $"INSERT INTO {tables.Schema}.catalog (tenant, hash, bundle, published) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            tenant.Value, hash, bundle, Instant.From(clock.GetUtcNow())).ConfigureAwait(false);
        return null;
    }

    private async Task Activate(ControlTransaction change, TenantId tenant, string hash, CatalogActivator activator)
    {
        await change.Execute(
            $"INSERT INTO {tables.Schema}.active_catalog (tenant, hash) VALUES ($1, $2) ON CONFLICT (tenant) DO UPDATE SET hash = excluded.hash",
            tenant.Value, hash).ConfigureAwait(false);
        await change.Execute(
            $"INSERT INTO {tables.Schema}.catalog_activation (tenant, hash, activated, key_id, is_forced) VALUES ($1, $2, $3, $4, $5)",
            tenant.Value, hash, Instant.From(clock.GetUtcNow()), activator.KeyId, activator.IsForced).ConfigureAwait(false);
        await change.Execute(
            $"""
            DELETE FROM {tables.Schema}.catalog_activation
            WHERE tenant = $1 AND id <= (SELECT id FROM {tables.Schema}.catalog_activation WHERE tenant = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)
            """,
            tenant.Value, Limits.CatalogActivationsMax).ConfigureAwait(false);
    }

    private static CatalogVersion Read(NpgsqlDataReader row) =>
        new(new TenantId(row.GetString(0)), row.GetString(1), ControlParameters.ReadInstant(row, 2), row.GetBoolean(3), row.GetInt64(4));
}
