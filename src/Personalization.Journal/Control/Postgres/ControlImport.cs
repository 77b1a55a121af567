using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Journal.Control.Sqlite;

namespace Personalization.Journal.Control.Postgres;

/// <summary>Takes what a data folder's <c>control.db</c> holds over into a database that holds nothing of the kind yet.</summary>
/// <param name="Tenants">How many tenants were taken over.</param>
/// <param name="Keys">How many keys, revoked ones too.</param>
/// <param name="Catalogs">How many versions of catalogs.</param>
/// <param name="DeadLetters">How many rejected events.</param>
public sealed record ControlImport(long Tenants, long Keys, long Catalogs, long DeadLetters)
{
    /// <summary>What the file is called once its content is in the database: nobody reads it any more, and a database that is made anew does not get old keys back.</summary>
    public const string DoneName = "control.db.imported";

    /// <summary>Takes a folder's <c>control.db</c> over: all of it in one transaction, or nothing.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="folder">The data folder.</param>
    /// <returns>What was taken over; null where there is no file, or where the database has tenants, keys, catalogs or rejected events already.</returns>
    /// <exception cref="InvalidDataException">The file is of a newer program.</exception>
    public static async Task<ControlImport?> Run(PostgresControlStore store, string folder)
    {
        ArgumentNullException.ThrowIfNull(store);
        var path = Path.Combine(folder, SqliteControlStore.FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        ControlImport? done;
        using (var file = new ControlConnection(path, "FULL"))
        {
            ControlSchema.Create(file);
            done = await store.Tables.Change<ControlImport?>(async change =>
                await IsEmpty(change, store.Tables).ConfigureAwait(false) ? (true, await Copy(file, change, store.Tables).ConfigureAwait(false)) : (false, null)).ConfigureAwait(false);
        }

        if (done is not null)
        {
            // Its write-ahead log is empty: whoever closes a database last puts it away.
            File.Move(path, Path.Combine(folder, DoneName), overwrite: true);
            await store.CatchUp().ConfigureAwait(false);
        }

        return done;
    }

    private static async Task<bool> IsEmpty(ControlTransaction change, ControlTables tables) => await change.Find<bool>(
        $"""
        SELECT NOT EXISTS (SELECT FROM {tables.Schema}.tenant) AND NOT EXISTS (SELECT FROM {tables.Schema}.api_key)
           AND NOT EXISTS (SELECT FROM {tables.Schema}.catalog) AND NOT EXISTS (SELECT FROM {tables.Schema}.dead_letter)
        """).ConfigureAwait(false);

    private static async Task<ControlImport> Copy(ControlConnection file, ControlTransaction change, ControlTables tables)
    {
        var schema = tables.Schema;
        var tenants = await Copy(file, change, "SELECT row_number() OVER (ORDER BY id) AS nr, id, created, region FROM tenants",
            $"INSERT INTO {schema}.tenant (id, created, region) VALUES ($1, $2, $3::text)",
            row => [row.GetString(1), At(row, 2), row.IsDBNull(3) ? null : row.GetString(3)]).ConfigureAwait(false);
        var keys = await Copy(file, change, "SELECT rowid AS nr, id, hash, tenant, scopes, label, created, revoked FROM keys",
            $"INSERT INTO {schema}.api_key (id, hash, tenant, scopes, label, created, revoked) VALUES ($1, $2, $3, $4, $5, $6, $7::timestamptz)",
            row => [row.GetString(1), (byte[])row[2], row.GetString(3), row.GetInt32(4), row.GetString(5), At(row, 6), row.IsDBNull(7) ? null : At(row, 7)]).ConfigureAwait(false);
        var catalogs = await Copy(file, change, "SELECT rowid AS nr, tenant, hash, bundle, published FROM catalogs",
            $"INSERT INTO {schema}.catalog (tenant, hash, bundle, published) VALUES ($1, $2, $3, $4)",
            row => [row.GetString(1), row.GetString(2), (byte[])row[3], At(row, 4)]).ConfigureAwait(false);
        await Copy(file, change, "SELECT rowid AS nr, tenant, hash FROM catalogs WHERE active = 1",
            $"INSERT INTO {schema}.active_catalog (tenant, hash) VALUES ($1, $2)",
            row => [row.GetString(1), row.GetString(2)]).ConfigureAwait(false);
        await Copy(file, change, "SELECT rowid AS nr, tenant, hash, activated, key, forced FROM catalog_activations",
            $"INSERT INTO {schema}.catalog_activation (tenant, hash, activated, key_id, is_forced) VALUES ($1, $2, $3, $4, $5)",
            row => [row.GetString(1), row.GetString(2), At(row, 3), row.GetString(4), row.GetBoolean(5)]).ConfigureAwait(false);
        var letters = await Copy(file, change, "SELECT rowid AS nr, tenant, received, message_id, code, path, message, raw, cut FROM dead_letters",
            $"INSERT INTO {schema}.dead_letter (tenant, received, message_id, code, path, message, raw, is_cut) VALUES ($1, $2, $3::text, $4, $5, $6, $7, $8)",
            row => [row.GetString(1), At(row, 2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.GetBoolean(8)])
            .ConfigureAwait(false);
        await Copy(file, change, "SELECT row_number() OVER (ORDER BY tenant) AS nr, tenant, kept, dropped FROM dead_letter_counts",
            $"INSERT INTO {schema}.dead_letter_count (tenant, kept, dropped) VALUES ($1, $2, $3)",
            row => [row.GetString(1), row.GetInt64(2), row.GetInt64(3)]).ConfigureAwait(false);
        await Copy(file, change, "SELECT id AS nr, at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status FROM access_log",
            $"INSERT INTO {schema}.access_log (at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status) VALUES ($1, $2, $3, $4::text, $5::text, $6, $7::smallint, $8::text, $9::text, $10)",
            row => [At(row, 1), row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), row.GetString(6), row.IsDBNull(7) ? null : row.GetInt16(7), Text(row, 8), Text(row, 9), row.GetString(10)])
            .ConfigureAwait(false);
        return new ControlImport(tenants, keys, catalogs, letters);
    }

    /// <summary>Copies the rows of a query by their numbers, a page at a time: bundles and rejected events are too many bytes to hold at once.</summary>
    private static async Task<long> Copy(ControlConnection file, ControlTransaction change, string select, string insert, Func<SqliteDataReader, object?[]> read)
    {
        var copied = 0L;
        for (var after = 0L; ;)
        {
            var page = file.Query($"SELECT * FROM ({select}) WHERE nr > $0 ORDER BY nr LIMIT $1", row => (Id: row.GetInt64(0), Values: read(row)), after, Limits.ControlPageRows);
            foreach (var (id, values) in page)
            {
                await change.Execute(insert, values).ConfigureAwait(false);
                after = id;
            }

            copied += page.Count;
            if (page.Count < Limits.ControlPageRows)
            {
                return copied;
            }
        }
    }

    private static string? Text(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static Instant At(SqliteDataReader row, int at) => new(row.GetInt64(at));
}
