using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>The access log in <c>control.db</c>.</summary>
/// <param name="connection">One that deletes securely and syncs each commit.</param>
internal sealed class AccessLogTable(ControlConnection connection) : IAccessLog
{
    private const string Columns = "id, at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status";

    /// <inheritdoc/>
    public ValueTask Append(IReadOnlyList<AccessEntry> entries)
    {
        connection.Write(db => entries.Sum(one => db.Execute(
            "INSERT INTO access_log (at, tenant, caller, caller_name, actor, act, subject_kind, subject_id, about, status) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
            one.At.UnixMilliseconds, one.Tenant.Value, one.Caller, one.CallerName, one.Actor, one.Act, (long?)one.Kind, one.SubjectId, one.About, one.Status)));
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredAccess>> List(TenantId tenant, long afterId, int limit, SubjectKey? subject = null)
    {
        var most = Math.Clamp(limit, 0, Limits.AccessPageMax);
        return new(subject is not { } whom
            ? connection.Query($"SELECT {Columns} FROM access_log WHERE tenant = $0 AND id > $1 ORDER BY id LIMIT $2", Read, tenant.Value, afterId, most)
            : connection.Query(
                $"SELECT {Columns} FROM access_log WHERE tenant = $0 AND subject_id = $3 AND subject_kind = $4 AND id > $1 ORDER BY id LIMIT $2", Read,
                tenant.Value, afterId, most, whom.Id, (long)whom.Kind));
    }

    /// <inheritdoc/>
    public ValueTask<int> Erase(SubjectKey subject)
    {
        var erased = connection.Write(db =>
        {
            var (tenant, id) = (subject.Tenant.Value, subject.Id);
            db.Execute("UPDATE access_log SET actor = NULL WHERE tenant = $0 AND actor = $1", tenant, id);
            db.Execute("UPDATE access_log SET caller = $2 WHERE tenant = $0 AND caller = $2 || $1", tenant, id, AccessEntry.TokenCaller);
            return db.Execute("UPDATE access_log SET subject_id = NULL, about = NULL WHERE tenant = $0 AND subject_id = $1 AND subject_kind = $2", tenant, id, (long)subject.Kind);
        });

        // The log still holds the rows as they were. The pragma says 1 where a reader outlasted the busy timeout.
        return connection.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0
            ? new(erased)
            : throw new ErasureUnfinishedException($"Something reads {SqliteControlStore.FileName} without a pause, so its write-ahead log still holds what was erased. Ask for the erasure again.");
    }

    /// <inheritdoc/>
    public ValueTask<int> Drop(Instant before) => new(connection.Execute(
        "DELETE FROM access_log WHERE id IN (SELECT id FROM access_log WHERE at < $0 ORDER BY at LIMIT $1)", before.UnixMilliseconds, Limits.AccessDropMax));

    private static StoredAccess Read(SqliteDataReader row) => new(row.GetInt64(0), new AccessEntry(
        new Instant(row.GetInt64(1)), new TenantId(row.GetString(2)), row.GetString(3), Text(row, 4), Text(row, 5), row.GetString(6),
        row.IsDBNull(7) ? null : (SubjectKind)row.GetInt32(7), Text(row, 8), Text(row, 9), row.GetString(10)));

    private static string? Text(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
