using Npgsql;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The access log in PostgreSQL.</summary>
internal sealed class PostgresAccessLog(ControlTables tables) : IAccessLog
{
    private const string Columns = "id, at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status";

    /// <summary>An entry is there before its act is answered, whatever the connection is set to; the setting ends with the transaction.</summary>
    private const string Durable = "SELECT CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END";

    /// <inheritdoc/>
    public async ValueTask Append(IReadOnlyList<AccessEntry> entries) => await tables.Run(
        (Durable, []),
        ($"""
        INSERT INTO {tables.Schema}.access_log (at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status)
        SELECT one.at, one.tenant, one.caller, one.caller_name, one.actor, one.act, one.subject_kind, one.subject_id, one.about, one.status
        FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[], $9::text[], $10::text[])
            WITH ORDINALITY AS one (at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status, place)
        ORDER BY one.place
        """,
        [
            ControlParameters.Times(entries.Select(one => one.At)), ControlParameters.Texts(entries.Select(one => one.Tenant.Value)),
            ControlParameters.Texts(entries.Select(one => one.Caller)), ControlParameters.Texts(entries.Select(one => one.CallerName)),
            ControlParameters.Texts(entries.Select(one => one.Actor)), ControlParameters.Texts(entries.Select(one => one.Act)),
            entries.Select(one => (short?)one.Kind).ToArray(), ControlParameters.Texts(entries.Select(one => one.SubjectId)),
            ControlParameters.Texts(entries.Select(one => one.About)), ControlParameters.Texts(entries.Select(one => one.Status)),
        ])).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredAccess>> List(TenantId tenant, long afterId, int limit, SubjectKey? subject = null)
    {
        var most = Math.Clamp(limit, 0, Limits.AccessPageMax);
        return subject is not { } whom
            ? await tables.Query($"SELECT {Columns} FROM {tables.Schema}.access_log WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3", Read, tenant.Value, afterId, most).ConfigureAwait(false)
            : await tables.Query(
                $"SELECT {Columns} FROM {tables.Schema}.access_log WHERE tenant = $1 AND subject_id = $4 AND subject_kind = $5 AND id > $2 ORDER BY id LIMIT $3", Read,
                tenant.Value, afterId, most, whom.Id, (short)whom.Kind).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<int> Erase(SubjectKey subject)
    {
        var (tenant, id) = (subject.Tenant.Value, subject.Id);
        await tables.Run(
            ($"UPDATE {tables.Schema}.access_log SET actor = NULL WHERE tenant = $1 AND actor = $2", [tenant, id]),
            ($"UPDATE {tables.Schema}.access_log SET caller = $3::text WHERE tenant = $1 AND caller = $3::text || $2", [tenant, id, AccessEntry.TokenCaller])).ConfigureAwait(false);
        return await tables.Run(
            ($"UPDATE {tables.Schema}.access_log SET subject_id = NULL, about = NULL WHERE tenant = $1 AND subject_id = $2 AND subject_kind = $3", [tenant, id, (short)subject.Kind])).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<int> Drop(Instant before) => tables.Run(($"""
        DELETE FROM {tables.Schema}.access_log WHERE id IN (SELECT id FROM {tables.Schema}.access_log WHERE at < $1 ORDER BY at LIMIT $2)
        """, [before, Limits.AccessDropMax]));

    private static StoredAccess Read(NpgsqlDataReader row) => new(row.GetInt64(0), new AccessEntry(
        ControlParameters.ReadInstant(row, 1), new TenantId(row.GetString(2)), row.GetString(3), Text(row, 4), Text(row, 5), row.GetString(6),
        row.IsDBNull(7) ? null : (SubjectKind)row.GetInt16(7), Text(row, 8), Text(row, 9), row.GetString(10)));

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
