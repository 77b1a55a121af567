using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The rejected events in PostgreSQL.</summary>
internal sealed class PostgresDeadLetters(ControlTables tables, long lettersMax) : IDeadLetters
{
    private const string Columns = "id, tenant, received, message_id, code, path, message, raw, is_cut";

    /// <summary>Rejected events are not worth waiting for the log; the setting ends with the transaction.</summary>
    private const string Unhurried = "SELECT set_config('synchronous_commit', 'off', true)";

    /// <inheritdoc/>
    public async ValueTask Add(IReadOnlyList<DeadLetter> letters)
    {
        var tenants = letters.CountBy(letter => letter.Tenant.Value, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        string[] names = [.. tenants.Select(one => one.Key)];
        await tables.Run(
            (Unhurried, []),
            // Locks the tenants' rows, in order, so that two servers which drop the oldest do not drop them twice.
            ($"""
            INSERT INTO {tables.Schema}.dead_letter_count AS c (tenant, kept, dropped)
            SELECT tenant, added, 0 FROM unnest($1::text[], $2::bigint[]) AS one (tenant, added) ORDER BY tenant COLLATE "C"
            ON CONFLICT (tenant) DO UPDATE SET kept = c.kept + excluded.kept
            """, [names, tenants.Select(one => (long)one.Value).ToArray()]),
            ($"""
            INSERT INTO {tables.Schema}.dead_letter (tenant, received, message_id, code, path, message, raw, is_cut)
            SELECT one.tenant, one.received, one.message_id, one.code, one.path, one.message, one.raw, one.is_cut
            FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[])
                WITH ORDINALITY AS one (tenant, received, message_id, code, path, message, raw, is_cut, place)
            ORDER BY one.place
            """,
            [
                ControlParameters.Texts(letters.Select(one => one.Tenant.Value)), ControlParameters.Times(letters.Select(one => one.Received)),
                ControlParameters.Texts(letters.Select(one => one.MessageId)), ControlParameters.Texts(letters.Select(one => one.Problem.Code)),
                ControlParameters.Texts(letters.Select(one => one.Problem.Path)), ControlParameters.Texts(letters.Select(one => one.Problem.Message)),
                ControlParameters.Texts(letters.Select(Cut)), letters.Select(IsCut).ToArray(),
            ]),
            ($"""
            WITH excess AS (
                SELECT tenant, kept - $2 AS letters FROM {tables.Schema}.dead_letter_count WHERE tenant = ANY ($1::text[]) AND kept > $2),
            gone AS (
                DELETE FROM {tables.Schema}.dead_letter AS d
                USING excess AS e CROSS JOIN LATERAL (SELECT o.id FROM {tables.Schema}.dead_letter AS o WHERE o.tenant = e.tenant ORDER BY o.id LIMIT e.letters) AS oldest
                WHERE d.id = oldest.id)
            UPDATE {tables.Schema}.dead_letter_count AS c SET kept = c.kept - e.letters, dropped = c.dropped + e.letters FROM excess AS e WHERE c.tenant = e.tenant
            """, [names, lettersMax])).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredDeadLetter>> List(TenantId tenant, long? beforeId, int limit) => await tables.Query(
        $"SELECT {Columns} FROM {tables.Schema}.dead_letter WHERE tenant = $1 AND id < $2 ORDER BY id DESC LIMIT $3", Read,
        tenant.Value, beforeId ?? long.MaxValue, Math.Clamp(limit, 0, Limits.DeadLetterPageMax)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredDeadLetter>> Read(TenantId tenant, IEnumerable<long> ids) => await tables.Query(
        $"SELECT {Columns} FROM {tables.Schema}.dead_letter WHERE tenant = $1 AND id = ANY ($2) ORDER BY array_position($2, id)", Read,
        tenant.Value, ids.Distinct().ToArray()).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredDeadLetter>> ReadOldest(TenantId tenant, long afterId, int limit) => await tables.Query(
        $"SELECT {Columns} FROM {tables.Schema}.dead_letter WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3", Read,
        tenant.Value, afterId, Math.Clamp(limit, 0, Limits.DeadLetterPageMax)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<int> Remove(TenantId tenant, IEnumerable<long> ids) => (await tables.Query(
        $"""
        WITH locked AS (SELECT FROM {tables.Schema}.dead_letter_count WHERE tenant = $1 FOR UPDATE),
        gone AS (DELETE FROM {tables.Schema}.dead_letter WHERE tenant = $1 AND id = ANY ($2) AND EXISTS (SELECT FROM locked) RETURNING id),
        counted AS (UPDATE {tables.Schema}.dead_letter_count SET kept = kept - (SELECT count(*) FROM gone) WHERE tenant = $1)
        SELECT count(*)::integer FROM gone
        """, row => row.GetInt32(0), tenant.Value, ids.ToArray()).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public async ValueTask<(long Kept, long Dropped)> Count(TenantId tenant) => (await tables.Query(
        $"SELECT kept, dropped FROM {tables.Schema}.dead_letter_count WHERE tenant = $1", row => (row.GetInt64(0), row.GetInt64(1)), tenant.Value).ConfigureAwait(false)).FirstOrDefault();

    private static bool IsCut(DeadLetter letter) => letter.Raw.Length > Limits.DeadLetterCharsMax;

    private static string Cut(DeadLetter letter) => IsCut(letter) ? letter.Raw[..Limits.DeadLetterCharsMax] : letter.Raw;

    private static StoredDeadLetter Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        new DeadLetter(
            new TenantId(row.GetString(1)), ControlParameters.ReadInstant(row, 2), row.IsDBNull(3) ? null : row.GetString(3),
            new Problem(row.GetString(4), row.GetString(5), row.GetString(6)), row.GetString(7)),
        row.GetBoolean(8));
}
