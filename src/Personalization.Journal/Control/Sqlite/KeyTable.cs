using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>The keys in <c>control.db</c>.</summary>
internal sealed class KeyTable(ControlConnection connection, TimeProvider clock) : IKeys
{
    private const string Columns = "id, tenant, scopes, label, created, revoked";
    private long changes;

    /// <summary>How often this process changed the keys.</summary>
    public long Changes => Volatile.Read(ref changes);

    /// <inheritdoc/>
    public ValueTask<(Problem? Problem, CreatedKey? Created)> Create(TenantId tenant, KeyScopes scopes, string label)
    {
        var text = KeyText.New(tenant);
        var (problem, key) = Add(tenant, scopes, label, text);
        return new((problem, key is null ? null : new CreatedKey(text, key)));
    }

    /// <inheritdoc/>
    public ValueTask<(Problem? Problem, ApiKey? Key)> Import(TenantId tenant, KeyScopes scopes, string label, string text) =>
        new(KeyRules.CheckText(text) is { } problem ? (problem, null) : Add(tenant, scopes, label, text));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ApiKey>> List(TenantId? tenant = null) => new(connection.Query(
        $"SELECT {Columns} FROM keys WHERE $0 IS NULL OR tenant = $0 ORDER BY created DESC, id", Read, tenant?.Value));

    /// <inheritdoc/>
    public ValueTask<bool> Revoke(string id)
    {
        var revoked = connection.Execute("UPDATE keys SET revoked = $1 WHERE id = $0 AND revoked IS NULL", id, SqliteControlStore.Now(clock).UnixMilliseconds) > 0;
        Interlocked.Increment(ref changes);
        return new(revoked);
    }

    /// <summary>The good keys by the hash of their text.</summary>
    public List<(byte[] Hash, ApiKey Key)> Good() =>
        connection.Query($"SELECT {Columns}, hash FROM keys WHERE revoked IS NULL", row => ((byte[])row[6], Read(row)));

    private ApiKey? FindByHash(byte[] hash) => connection.Query($"SELECT {Columns} FROM keys WHERE hash = $0", Read, hash).FirstOrDefault();

    private (Problem? Problem, ApiKey? Key) Add(TenantId tenant, KeyScopes scopes, string label, string text)
    {
        var made = new ApiKey(KeyText.NewId(), tenant, scopes & KeyScopes.All, label, SqliteControlStore.Now(clock), null);
        if (KeyRules.Check(made) is { } problem)
        {
            return (problem, null);
        }

        var answer = connection.Write(db => Add(db, made, KeyText.Hash(text)));
        Interlocked.Increment(ref changes);
        return answer;
    }

    private static (Problem? Problem, ApiKey? Key) Add(ControlConnection db, ApiKey key, byte[] hash)
    {
        if (db.Query($"SELECT {Columns} FROM keys WHERE hash = $0", Read, hash) is [var known])
        {
            return KeyRules.Take(known, key.Tenant);
        }

        if (db.Number("SELECT count(*) FROM tenants WHERE id = $0", key.Tenant.Value) == 0)
        {
            return (KeyRules.NoTenant(key.Tenant), null);
        }

        if (db.Number("SELECT count(*) FROM keys WHERE revoked IS NULL") >= Limits.KeysMax)
        {
            return (KeyRules.TooMany, null);
        }

        db.Execute(
            "INSERT INTO keys (id, hash, tenant, scopes, label, created) VALUES ($0, $1, $2, $3, $4, $5)",
            key.Id, hash, key.Tenant.Value, (long)key.Scopes, key.Label, key.Created.UnixMilliseconds);
        return (null, key);
    }

    private static ApiKey Read(SqliteDataReader row) => new(
        row.GetString(0), new TenantId(row.GetString(1)), (KeyScopes)row.GetInt32(2), row.GetString(3),
        new Instant(row.GetInt64(4)), row.IsDBNull(5) ? null : new Instant(row.GetInt64(5)));
}
