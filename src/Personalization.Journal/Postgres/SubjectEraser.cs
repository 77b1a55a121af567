using Npgsql;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>Destroys subjects in the database, and what memory knows of them.</summary>
internal sealed class SubjectEraser(PostgresDatabase database, AppendQueue queue, SeenEvents seen, CommitWriter writer, FeedReads feed)
{
    private readonly string sql = $"SELECT erased_id, erased_events FROM {database.Schema}.erase_subject($1, $2, $3, $4)";

    // Whoever appends waits for this lock, and finds no head then.
    private readonly string headSql =
        $"SELECT h.version FROM {database.Schema}.subject_head AS h JOIN {database.Schema}.subject AS s ON s.id = h.subject WHERE {SubjectRows.IsAsked} FOR UPDATE OF h";

    /// <summary>See <see cref="IJournal.Erase"/>, and <see cref="IJournal.EraseAt"/> where a version is named.</summary>
    public async ValueTask<long?> Erase(SubjectKey subject, long? head, CancellationToken cancellation)
    {
        await queue.Settled(subject).AsTask().WaitAsync(cancellation);
        await using var connection = await database.OpenPooled(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (head is { } version && await HeadOf(connection, subject, cancellation) != version)
        {
            return null;
        }

        var (row, events) = await Erase(connection, subject, cancellation);
        await transaction.CommitAsync(cancellation);
        seen.Forget(subject);
        writer.Forget(subject);
        if (row is { } erased)
        {
            feed.Forget(erased);
        }

        return events;
    }

    private async ValueTask<long> HeadOf(NpgsqlConnection connection, SubjectKey subject, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(headSql, connection).With(subject);
        return (long?)await command.ExecuteScalarAsync(cancellation) ?? 0;
    }

    private async ValueTask<(long? Row, long Events)> Erase(NpgsqlConnection connection, SubjectKey subject, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(subject);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (await row.IsDBNullAsync(0, cancellation) ? null : row.GetInt64(0), row.GetInt64(1));
    }
}
