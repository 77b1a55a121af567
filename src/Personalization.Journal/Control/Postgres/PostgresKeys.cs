using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The keys in PostgreSQL.</summary>
internal sealed class PostgresKeys(ControlTables tables, ControlListener listener, TimeProvider clock) : IKeys
{
    /// <summary>What a key is read from, in <c>api_key AS k</c>.</summary>
    public const string Columns = "k.id, k.tenant, k.scopes, k.label, k.created, k.revoked";

    private readonly string byHash = $"SELECT {Columns} FROM {tables.Schema}.api_key AS k WHERE k.hash = $1";

    /// <inheritdoc/>
    public async ValueTask<(Problem? Problem, CreatedKey? Created)> Create(TenantId tenant, KeyScopes scopes, string label)
    {
        var text = KeyText.New(tenant);
        var (problem, key) = await Add(tenant, scopes, label, text).ConfigureAwait(false);
        return (problem, key is null ? null : new CreatedKey(text, key));
    }

    /// <inheritdoc/>
    public async ValueTask<(Problem? Problem, ApiKey? Key)> Import(TenantId tenant, KeyScopes scopes, string label, string text)
    {
        if (KeyRules.CheckText(text) is { } problem)
        {
            return (problem, null);
        }

        return await tables.Query(byHash, Read, KeyText.Hash(text)).ConfigureAwait(false) is [var known]
            ? KeyRules.Take(known, tenant)
            : await Add(tenant, scopes, label, text).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ApiKey>> List(TenantId? tenant = null) => await tables.Query(
        $"SELECT {Columns} FROM {tables.Schema}.api_key AS k WHERE $1::text IS NULL OR k.tenant = $1 ORDER BY k.created DESC, k.id", Read, tenant?.Value).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> Revoke(string id)
    {
        var revoked = await tables.Change(async change =>
        {
            var changed = await change.Execute(
                $"UPDATE {tables.Schema}.api_key SET revoked = $2 WHERE id = $1 AND revoked IS NULL", id, Instant.From(clock.GetUtcNow())).ConfigureAwait(false);
            return (changed > 0, changed > 0);
        }).ConfigureAwait(false);
        await listener.CatchUp().ConfigureAwait(false);
        return revoked;
    }

    /// <summary>Reads a key from a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">Where its columns begin.</param>
    public static ApiKey Read(NpgsqlDataReader row, int at) => new(
        row.GetString(at), new TenantId(row.GetString(at + 1)), (KeyScopes)row.GetInt32(at + 2), row.GetString(at + 3),
        ControlParameters.ReadInstant(row, at + 4), row.IsDBNull(at + 5) ? null : ControlParameters.ReadInstant(row, at + 5));

    private static ApiKey Read(NpgsqlDataReader row) => Read(row, 0);

    private async ValueTask<(Problem? Problem, ApiKey? Key)> Add(TenantId tenant, KeyScopes scopes, string label, string text)
    {
        var made = new ApiKey(KeyText.NewId(), tenant, scopes & KeyScopes.All, label, Instant.From(clock.GetUtcNow()), null);
        if (KeyRules.Check(made) is { } wrong)
        {
            return (wrong, null);
        }

        var answer = await tables.Change(async change => await Add(change, made, KeyText.Hash(text)).ConfigureAwait(false)).ConfigureAwait(false);
        await listener.CatchUp().ConfigureAwait(false);
        return answer;
    }

    private async ValueTask<(bool IsChanged, (Problem? Problem, ApiKey? Key) Answer)> Add(ControlTransaction change, ApiKey key, byte[] hash)
    {
        // Another process may have imported the same text between the look and the lock.
        if (await change.Query(byHash, Read, hash).ConfigureAwait(false) is [var known])
        {
            return (false, KeyRules.Take(known, key.Tenant));
        }

        if (!await change.Find<bool>($"SELECT true FROM {tables.Schema}.tenant WHERE id = $1", key.Tenant.Value).ConfigureAwait(false))
        {
            return (false, (KeyRules.NoTenant(key.Tenant), null));
        }

        if (await change.Find<long>($"SELECT count(*) FROM {tables.Schema}.api_key WHERE revoked IS NULL").ConfigureAwait(false) >= Limits.KeysMax)
        {
            return (false, (KeyRules.TooMany, null));
        }

        await change.Execute(
            $"INSERT INTO {tables.Schema}.api_key (id, hash, tenant, scopes, label, created) VALUES ($1, $2, $3, $4, $5, $6)",
            key.Id, hash, key.Tenant.Value, (int)key.Scopes, key.Label, key.Created).ConfigureAwait(false);
        return (true, (null, key));
    }
}
