using Microsoft.Data.Sqlite;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Control.Sqlite;

/// <summary>The rejected events in <c>control.db</c>.</summary>
internal sealed class DeadLetterTable(ControlConnection connection, long lettersMax) : IDeadLetters
{
    private const string Columns = "id, tenant, received, message_id, code, path, message, raw, cut";
    /// <inheritdoc/>
    public ValueTask Add(IReadOnlyList<DeadLetter> letters)
    {
        connection.Write(db => Add(db, letters));
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDeadLetter>> List(TenantId tenant, long? beforeId, int limit) => new(connection.Query(
        $"SELECT {Columns} FROM dead_letters WHERE tenant = $0 AND id < $1 ORDER BY id DESC LIMIT $2", Read,
        tenant.Value, beforeId ?? long.MaxValue, Math.Clamp(limit, 0, Limits.DeadLetterPageMax)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDeadLetter>> Read(TenantId tenant, IEnumerable<long> ids) => new([.. ids.Distinct().SelectMany(id =>
        connection.Query($"SELECT {Columns} FROM dead_letters WHERE tenant = $0 AND id = $1", Read, tenant.Value, id))]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDeadLetter>> ReadOldest(TenantId tenant, long afterId, int limit) => new(connection.Query(
        $"SELECT {Columns} FROM dead_letters WHERE tenant = $0 AND id > $1 ORDER BY id LIMIT $2", Read,
        tenant.Value, afterId, Math.Clamp(limit, 0, Limits.DeadLetterPageMax)));

    /// <inheritdoc/>
    public ValueTask<int> Remove(TenantId tenant, IEnumerable<long> ids) => new(connection.Write(db =>
    {
        var removed = ids.Sum(id => db.Execute("DELETE FROM dead_letters WHERE tenant = $0 AND id = $1", tenant.Value, id));
        db.Execute("UPDATE dead_letter_counts SET kept = kept - $1 WHERE tenant = $0", tenant.Value, removed);
        return removed;
    }));

    /// <inheritdoc/>
    public async ValueTask<int> Destroy(TenantId tenant, IReadOnlyCollection<long> ids)
    {
        var removed = await Remove(tenant, ids).ConfigureAwait(false);

        // The log still holds the rows as they were. The pragma says 1 where a reader outlasted the busy timeout.
        return connection.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0
            ? removed
            : throw new ErasureUnfinishedException($"Something reads {SqliteControlStore.FileName} without a pause, so its write-ahead log still holds what was erased. Ask for the erasure again.");
    }

    /// <inheritdoc/>
    public ValueTask<(long Kept, long Dropped)> Count(TenantId tenant) => new(connection.Query(
        "SELECT kept, dropped FROM dead_letter_counts WHERE tenant = $0", row => (row.GetInt64(0), row.GetInt64(1)), tenant.Value).FirstOrDefault());

    private int Add(ControlConnection db, IReadOnlyList<DeadLetter> letters)
    {
        foreach (var letter in letters)
        {
            Insert(db, letter);
        }

        foreach (var tenant in letters.CountBy(letter => letter.Tenant.Value, StringComparer.Ordinal))
        {
            db.Execute(
                "INSERT INTO dead_letter_counts (tenant, kept, dropped) VALUES ($0, $1, 0) ON CONFLICT (tenant) DO UPDATE SET kept = kept + $1",
                tenant.Key, tenant.Value);
            DropOldest(db, tenant.Key);
        }

        return letters.Count;
    }

    private static void Insert(ControlConnection db, DeadLetter letter)
    {
        var isCut = letter.Raw.Length > Limits.DeadLetterCharsMax;
        db.Execute(
            "INSERT INTO dead_letters (tenant, received, message_id, code, path, message, raw, cut) VALUES ($0, $1, $2, $3, $4, $5, $6, $7)",
            letter.Tenant.Value, letter.Received.UnixMilliseconds, letter.MessageId, letter.Problem.Code, letter.Problem.Path, letter.Problem.Message,
            isCut ? letter.Raw[..Limits.DeadLetterCharsMax] : letter.Raw, isCut);
    }

    private void DropOldest(ControlConnection db, string tenant)
    {
        var excess = db.Number("SELECT kept FROM dead_letter_counts WHERE tenant = $0", tenant) - lettersMax;
        if (excess > 0)
        {
            db.Execute("DELETE FROM dead_letters WHERE id IN (SELECT id FROM dead_letters WHERE tenant = $0 ORDER BY id LIMIT $1)", tenant, excess);
            db.Execute("UPDATE dead_letter_counts SET kept = kept - $1, dropped = dropped + $1 WHERE tenant = $0", tenant, excess);
        }
    }

    private static StoredDeadLetter Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        new DeadLetter(
            new TenantId(row.GetString(1)), new Instant(row.GetInt64(2)), row.IsDBNull(3) ? null : row.GetString(3),
            new Problem(row.GetString(4), row.GetString(5), row.GetString(6)), row.GetString(7)),
        row.GetBoolean(8));
}
