using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The keys of all tenants. Only SHA-256 hashes of their texts are stored.</summary>
public sealed class KeyTable
{
    private const string Columns = "id, tenant, scopes, label, created, revoked";
    private readonly ControlConnection connection;
    private readonly TimeProvider clock;
    private long changes;

    internal KeyTable(ControlConnection connection, TimeProvider clock)
    {
        this.connection = connection;
        this.clock = clock;
    }

    /// <summary>How often this process changed the keys.</summary>
    internal long Changes => Volatile.Read(ref changes);

    /// <summary>Makes a key with a random text, which is given out here and never again.</summary>
    /// <returns>Null, or why not: <c>tenant_unknown</c>, <c>scopes_missing</c>, <c>label_too_long</c>, <c>too_many_keys</c>.</returns>
    public Problem? Create(TenantId tenant, KeyScopes scopes, string label, out CreatedKey? created)
    {
        var text = KeyText.New(tenant);
        var problem = Add(tenant, scopes, label, text, out var key);
        created = key is null ? null : new CreatedKey(text, key);
        return problem;
    }

    /// <summary>Makes a key with a text that its user chose; gives the key that is there already where the text is known.</summary>
    /// <returns>Null, or why not: as <see cref="Create"/>, and <c>key_invalid</c>; <c>key_taken</c> where it is revoked or another tenant's.</returns>
    public Problem? Import(TenantId tenant, KeyScopes scopes, string label, string text, out ApiKey? key)
    {
        key = null;
        if (text.Length is 0 or > Limits.KeyCharsMax || text.Any(one => one is <= ' ' or > '~'))
        {
            return new Problem("key_invalid", "/key", $"A key is 1 to {Limits.KeyCharsMax} visible ASCII characters without spaces.");
        }

        if (FindByHash(KeyText.Hash(text)) is not { } known)
        {
            return Add(tenant, scopes, label, text, out key);
        }

        if (known.Revoked is not null || known.Tenant != tenant)
        {
            return new Problem("key_taken", "/key", "This key is revoked or belongs to another tenant; choose another one.");
        }

        key = known;
        return null;
    }

    /// <summary>All keys, the newest first; of one tenant, or of all.</summary>
    public IReadOnlyList<ApiKey> List(TenantId? tenant = null) => connection.Query(
        $"SELECT {Columns} FROM keys WHERE $0 IS NULL OR tenant = $0 ORDER BY created DESC, id", Read, tenant?.Value);

    /// <summary>Revokes a key by its id.</summary>
    /// <returns>Whether there was such a key that was good until now.</returns>
    public bool Revoke(string id)
    {
        var revoked = connection.Execute("UPDATE keys SET revoked = $1 WHERE id = $0 AND revoked IS NULL", id, ControlStore.Now(clock).UnixMilliseconds) > 0;
        Interlocked.Increment(ref changes);
        return revoked;
    }

    /// <summary>The good keys by the hash of their text.</summary>
    internal List<(byte[] Hash, ApiKey Key)> Good() =>
        connection.Query($"SELECT {Columns}, hash FROM keys WHERE revoked IS NULL", row => ((byte[])row[6], Read(row)));

    private ApiKey? FindByHash(byte[] hash) => connection.Query($"SELECT {Columns} FROM keys WHERE hash = $0", Read, hash).FirstOrDefault();

    private Problem? Add(TenantId tenant, KeyScopes scopes, string label, string text, out ApiKey? key)
    {
        var made = new ApiKey(KeyText.NewId(), tenant, scopes & KeyScopes.All, label, ControlStore.Now(clock), null);
        var problem = connection.Write(db => Check(db, made) ?? Insert(db, made, KeyText.Hash(text)));
        key = problem is null ? made : null;
        Interlocked.Increment(ref changes);
        return problem;
    }

    private static Problem? Check(ControlConnection db, ApiKey key)
    {
        if (key.Scopes == KeyScopes.None)
        {
            return new Problem("scopes_missing", "/scopes", "A key needs at least one scope.");
        }

        if (key.Label.Length > Limits.KeyLabelCharsMax)
        {
            return new Problem("label_too_long", "/label", $"A label has at most {Limits.KeyLabelCharsMax} characters.");
        }

        if (db.Number("SELECT count(*) FROM tenants WHERE id = $0", key.Tenant.Value) == 0)
        {
            return new Problem("tenant_unknown", "/tenant", $"There is no tenant '{key.Tenant}'; create it first.");
        }

        return db.Number("SELECT count(*) FROM keys WHERE revoked IS NULL") >= Limits.KeysMax
            ? new Problem("too_many_keys", "", $"There are {Limits.KeysMax} keys; revoke some that are not used.")
            : null;
    }

    private static Problem? Insert(ControlConnection db, ApiKey key, byte[] hash)
    {
        db.Execute(
            "INSERT INTO keys (id, hash, tenant, scopes, label, created) VALUES ($0, $1, $2, $3, $4, $5)",
            key.Id, hash, key.Tenant.Value, (long)key.Scopes, key.Label, key.Created.UnixMilliseconds);
        return null;
    }

    private static ApiKey Read(SqliteDataReader row) => new(
        row.GetString(0), new TenantId(row.GetString(1)), (KeyScopes)row.GetInt32(2), row.GetString(3),
        new Instant(row.GetInt64(4)), row.IsDBNull(5) ? null : new Instant(row.GetInt64(5)));
}
