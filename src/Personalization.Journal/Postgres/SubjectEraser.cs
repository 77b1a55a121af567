using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>Destroys subjects in the database, and what memory knows of them.</summary>
internal sealed class SubjectEraser(PostgresDatabase database, AppendQueue queue, SeenEvents seen, CommitWriter writer, FeedReads feed)
{
    private readonly string sql = $"SELECT erased_id, erased_events FROM {database.Schema}.erase_subject($1, $2, $3, $4)";

    /// <summary>See <see cref="IJournal.Erase"/>.</summary>
    public async ValueTask<long> Erase(SubjectKey subject, CancellationToken cancellation)
    {
        await queue.Settled(subject).AsTask().WaitAsync(cancellation);
        await using var command = database.Command(sql).With(subject);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        seen.Forget(subject);
        writer.Forget(subject);
        if (!await row.IsDBNullAsync(0, cancellation))
        {
            feed.Forget(row.GetInt64(0));
        }

        return row.GetInt64(1);
    }
}
