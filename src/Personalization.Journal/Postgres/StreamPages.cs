using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Postgres;

/// <summary>Reads a stream in pages as it was at one moment, so that an erasure meanwhile leaves the reader all of it or nothing.</summary>
/// <remarks>
/// A stream of one page takes one statement and no connection while its events are handed out. The pages of a longer one share a transaction, which keeps its
/// connection until the reader is done.
/// </remarks>
internal sealed class StreamPages(PostgresDatabase database, PostgresJournalOptions options)
{
    private readonly string firstSql =
        $"SELECT {EventRow.Columns} FROM {database.Schema}.event WHERE subject = (SELECT s.id FROM {database.Schema}.subject AS s WHERE {SubjectRows.IsAsked}) AND version > $5 ORDER BY version LIMIT $6";

    private readonly string nextSql = $"SELECT {EventRow.Columns} FROM {database.Schema}.event WHERE subject = $1 AND version > $2 ORDER BY version LIMIT $3";

    private readonly string isThereSql = $"SELECT EXISTS (SELECT FROM {database.Schema}.subject WHERE id = $1)";

    /// <summary>The rows above a version, page by page; a page is valid until the next is asked for.</summary>
    public async IAsyncEnumerable<IReadOnlyList<EventRow>> Read(SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = new List<EventRow>();
        var texts = new TextCache();
        while (true)
        {
            await using (var first = database.Command(firstSql).With(subject).With(afterVersion).With(options.PageEvents))
            {
                await Fill(page, first, texts, cancellation);
            }

            if (page.Count < options.PageEvents)
            {
                yield return page;
                yield break;
            }

            await using var connection = await database.OpenPooled(cancellation);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            if (!await IsThere(connection, page[0].Subject, cancellation))
            {
                // Erased since, and nothing is handed out yet: the name may have begun again.
                continue;
            }

            yield return page;
            while (page.Count == options.PageEvents)
            {
                await using var next = new NpgsqlCommand(nextSql, connection).With(page[0].Subject).With(page[^1].Version).With(options.PageEvents);
                await Fill(page, next, texts, cancellation);
                yield return page;
            }

            yield break;
        }
    }

    private async Task<bool> IsThere(NpgsqlConnection connection, long subject, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(isThereSql, connection).With(subject);
        return (bool)(await ask.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Fill(List<EventRow> page, NpgsqlCommand command, TextCache texts, CancellationToken cancellation)
    {
        page.Clear();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            page.Add(EventRow.Read(rows, texts));
        }
    }
}
