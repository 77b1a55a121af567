using Npgsql;
using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;
using Personalization.Journal.Expiry;

namespace Personalization.Journal.Postgres;

/// <summary>Lets events in the database expire: rows get what is left of them in place of what they held, a page in a transaction, together with the loss of their subjects' snapshots.</summary>
/// <remarks>Two servers that do it at once do it twice, which changes nothing. A row of somebody who is erased meanwhile is gone, and stays so.</remarks>
internal sealed class RowExpiry(PostgresDatabase database, PostgresJournalOptions options)
{
    private readonly ExpirySchedule schedule = new();

    private readonly string pageSql =
        $"""
        SELECT e.subject, e.version, e.xid, e.ordinal, e.payload, e.recorded, s.tenant
        FROM {database.Schema}.event AS e JOIN {database.Schema}.subject AS s ON s.id = e.subject
        WHERE (e.xid, e.ordinal) > ($1, $2) AND e.type = ANY ($3)
        ORDER BY e.xid, e.ordinal LIMIT $4
        """;

    private readonly string streamSql =
        $"""
        SELECT e.subject, e.version, e.xid, e.ordinal, e.payload, e.recorded
        FROM {database.Schema}.event AS e JOIN {database.Schema}.subject AS s ON s.id = e.subject
        WHERE {SubjectRows.IsAsked} AND e.type = ANY ($5)
        """;

    private readonly string settledSql = "SELECT pg_snapshot_xmin(pg_current_snapshot())";

    private readonly string expireSql =
        $"""
        UPDATE {database.Schema}.event AS e SET type = d.type, payload = d.payload
        FROM unnest($1, $2, $3, $4, $5) AS d(subject, version, recorded, type, payload)
        WHERE e.subject = d.subject AND e.version = d.version AND e.recorded = d.recorded
        """;

    private readonly string forgetSql = $"DELETE FROM {database.Schema}.snapshot WHERE subject = ANY ($1)";

    private readonly string forgetMarksSql = $"DELETE FROM {database.Schema}.mark WHERE subject = ANY ($1)";

    /// <summary>See <see cref="IEventExpiry.Expire"/>.</summary>
    public async ValueTask<long> Expire(ExpiryRules rules, Instant now, CancellationToken cancellation)
    {
        var following = schedule.Follow(rules);
        long gone = 0;
        for (var after = 0L; await Block(following, after, new DueEvents(rules, now), now, cancellation) is { } block; after = block.Last)
        {
            gone += block.Gone;
        }

        return gone;
    }

    /// <summary>See <see cref="IEventExpiry.ForgetMerge"/>. What a merge brought came in one commit and is bounded, so it is one transaction.</summary>
    public async ValueTask<long> ForgetMerge(SubjectKey subject, string mergeId, CancellationToken cancellation)
    {
        var (page, texts) = (new List<ExpiringRow>(), new TextCache());
        await using (var command = database.Command(streamSql).With(subject).With(Enum.GetValues<EventType>().Where(UndoneCopies.Types.Contains).Select(type => (short)type).ToArray()))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                var row = EventRow.Read(rows, texts);
                if (UndoneCopies.LeftOf(row.Event, mergeId) is { } left)
                {
                    page.Add(new ExpiringRow(row.Position, row.Subject, row.Version, rows.GetFieldValue<DateTime>(5), left));
                }
            }
        }

        await Write(page, cancellation);
        return page.Count;
    }

    /// <summary>Looks at some thousand rows behind a place, where any of them may be due; null behind the last one.</summary>
    private async Task<(long Gone, long Last)?> Block(int following, long after, DueEvents due, Instant now, CancellationToken cancellation)
    {
        if (schedule.EndWhereNothingIsDue(following, after, now) is { } end)
        {
            return (0, end);
        }

        var page = new List<ExpiringRow>();
        var (last, rows, gone) = (after, 0, 0L);
        var settled = await Settled(cancellation);
        do
        {
            page.Clear();
            await Read(page, last, due, cancellation);
            var leaving = page.FindAll(row => row.Left is not null);
            await Write(leaving, cancellation);
            gone += leaving.Count;
            (last, rows) = (page.Count > 0 ? page[^1].Position : last, rows + page.Count);
        }
        while (page.Count == options.PageEvents && rows < Limits.ExpiryBlockRows);

        // In front of what was settled before it was read nothing comes any more.
        if (rows >= Limits.ExpiryBlockRows && (ulong)last >> EventRow.OrdinalBits < settled)
        {
            schedule.Note(following, after, last, due.NextDue);
        }

        return rows == 0 ? null : (gone, last);
    }

    /// <summary>The oldest running transaction: all before it have ended.</summary>
    private async Task<ulong> Settled(CancellationToken cancellation)
    {
        await using var ask = database.Command(settledSql);
        return (ulong)(await ask.ExecuteScalarAsync(cancellation))!;
    }

    private async Task Read(List<ExpiringRow> page, long after, DueEvents due, CancellationToken cancellation)
    {
        var texts = new TextCache();
        await using var command = database.Command(pageSql);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8, Value = (ulong)after >> EventRow.OrdinalBits });
        command.With((int)(after & ((1 << EventRow.OrdinalBits) - 1)))
            .With(Enum.GetValues<EventType>().Where(ExpiryRules.Types.Contains).Select(type => (short)type).ToArray())
            .With(options.PageEvents);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var row = EventRow.Read(rows, texts);
            page.Add(new ExpiringRow(row.Position, row.Subject, row.Version, rows.GetFieldValue<DateTime>(5), due.LeftOf(new TenantId(rows.GetString(6)), row.Event)));
        }
    }

    private async Task Write(List<ExpiringRow> due, CancellationToken cancellation)
    {
        if (due.Count == 0)
        {
            return;
        }

        using var bytes = new ByteWriter();
        var subjects = due.Select(row => row.Subject).Distinct().ToArray();
        await using var connection = await database.OpenPooled(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var expire = new NpgsqlCommand(expireSql, connection)
            .With(due.Select(row => row.Subject).ToArray())
            .With(due.Select(row => row.Version).ToArray())
            .With(due.Select(row => row.Recorded).ToArray())
            .With(due.Select(row => (short)row.Left!.Type).ToArray())
            .With(due.Select(row => Payload(bytes, row.Left!)).ToArray()))
        {
            await expire.ExecuteNonQueryAsync(cancellation);
        }

        foreach (var sql in (string[])[forgetSql, forgetMarksSql])
        {
            await using var forget = new NpgsqlCommand(sql, connection).With(subjects);
            await forget.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static byte[] Payload(ByteWriter bytes, Event left)
    {
        bytes.Clear();
        EventCodec.Write(bytes, left);
        return bytes.Written.ToArray();
    }
}
