using System.Diagnostics;
using System.Runtime.CompilerServices;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Postgres;

/// <summary>
/// The feed over all subjects, in the order of (transaction, ordinal). It is read only below the oldest running transaction: whoever is still running may
/// yet commit in front of what is there, and a reader that has gone past it would never see it.
/// </summary>
internal sealed class FeedReads(PostgresDatabase database, PostgresJournalOptions options, int subjectsMax = Limits.SubjectIdsPerGeneration)
{
    private readonly RecentPairs<long, SubjectKey> subjects = new(subjectsMax);

    private readonly string pageSql =
        $"SELECT {EventRow.Columns} FROM {database.Schema}.event WHERE (xid, ordinal) > ($1, $2) AND xid < $3 AND type = ANY ($4) ORDER BY xid, ordinal LIMIT $5";

    private readonly string wholePageSql =
        $"SELECT {EventRow.Columns} FROM {database.Schema}.event WHERE (xid, ordinal) > ($1, $2) AND xid < $3 ORDER BY xid, ordinal LIMIT $4";

    private readonly string endSql =
        $"SELECT pg_snapshot_xmin(pg_current_snapshot()), (SELECT xid FROM {database.Schema}.event ORDER BY xid DESC LIMIT 1), EXISTS (SELECT FROM {database.Schema}.commits)";

    /// <summary>See <see cref="IJournal.ReadFrom(long, EventTypeSet, CancellationToken)"/>.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (end, newest, _) = await End(cancellation);
        var page = new List<EventRow>();
        var texts = new TextCache();
        if (newest is null)
        {
            yield break;
        }

        do
        {
            page.Clear();
            await ReadPage(page, afterPosition, end, types, texts, cancellation);
            var names = await Name(page, cancellation);
            foreach (var row in page)
            {
                afterPosition = row.Position;
                // A subject that was erased since the page was read takes its events with it.
                if (names.TryGetValue(row.Subject, out var subject))
                {
                    yield return row.Of(subject);
                }
            }
        }
        while (page.Count == options.PageEvents);
    }

    /// <summary>See <see cref="IJournal.ReadEnd"/>.</summary>
    public async ValueTask<long> ReadEnd(CancellationToken cancellation)
    {
        // A journal whose subjects were all erased has no event either, but its feed never goes back.
        var (end, _, hasBegun) = await End(cancellation);
        return hasBegun ? ((long)end << EventRow.OrdinalBits) - 1 : 0;
    }

    /// <summary>An erased subject is not named any more.</summary>
    public void Forget(long subject) => subjects.Remove(subject);

    /// <summary>
    /// The oldest running transaction, and the newest one with events. Transactions in between hide events that are durable, so they are waited for,
    /// as long as the options allow: what is behind one that runs longer is for the next read.
    /// </summary>
    private async Task<(ulong End, ulong? Newest, bool HasBegun)> End(CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        ulong? target = null;
        while (true)
        {
            var (end, newest, hasBegun) = await ReadBounds(cancellation);
            target ??= newest;
            if (target is null || end > target || Stopwatch.GetElapsedTime(begun) >= options.FeedWait)
            {
                return (end, target, hasBegun);
            }

            await Task.Delay(Limits.FeedPoll, cancellation);
        }
    }

    private async Task<(ulong End, ulong? Newest, bool HasBegun)> ReadBounds(CancellationToken cancellation)
    {
        await using var command = database.Command(endSql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetFieldValue<ulong>(0), await row.IsDBNullAsync(1, cancellation) ? null : row.GetFieldValue<ulong>(1), row.GetBoolean(2));
    }

    private async Task ReadPage(List<EventRow> page, long after, ulong end, EventTypeSet types, TextCache texts, CancellationToken cancellation)
    {
        await using var command = database.Command(types == EventTypeSet.All ? wholePageSql : pageSql);
        command.Parameters.Add(Xid((ulong)after >> EventRow.OrdinalBits));
        command.With((int)(after & ((1 << EventRow.OrdinalBits) - 1)));
        command.Parameters.Add(Xid(end));
        if (types != EventTypeSet.All)
        {
            command.With(Enum.GetValues<EventType>().Where(types.Contains).Select(type => (short)type).ToArray());
        }

        command.With(options.PageEvents);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            page.Add(EventRow.Read(rows, texts));
        }
    }

    /// <summary>The subjects of a page. They are the page's own: what all reads share may have forgotten one again when a slow consumer comes to its events.</summary>
    private async Task<Dictionary<long, SubjectKey>> Name(List<EventRow> page, CancellationToken cancellation)
    {
        var names = new Dictionary<long, SubjectKey>();
        var missing = new HashSet<long>();
        foreach (var row in page)
        {
            if (!names.ContainsKey(row.Subject) && !missing.Contains(row.Subject))
            {
                _ = subjects.TryGet(row.Subject, out var known) ? names.TryAdd(row.Subject, known) : missing.Add(row.Subject);
            }
        }

        if (missing.Count == 0)
        {
            return names;
        }

        await using var command = database.Command($"SELECT id, tenant, kind, key FROM {database.Schema}.subject WHERE id = ANY ($1)").With(missing.ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var subject = SubjectRows.Read(rows, 1);
            names.Add(rows.GetInt64(0), subject);
            subjects.Add(rows.GetInt64(0), subject);
        }

        return names;
    }

    private static Npgsql.NpgsqlParameter Xid(ulong value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8, Value = value };
}
