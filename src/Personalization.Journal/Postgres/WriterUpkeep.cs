using Npgsql;

namespace Personalization.Journal.Postgres;

/// <summary>What a writer does behind its commits: makes partitions ahead, and forgets commits that nobody sends again.</summary>
/// <remarks>The commit in front of it is durable, so nothing that the database says here fails the journal: an append without a partition says so itself.</remarks>
/// <param name="schema">The schema.</param>
/// <param name="failed">Told what went wrong, which is tried again later; null where nobody listens.</param>
internal sealed class WriterUpkeep(SchemaName schema, Action<Exception>? failed)
{
    private DateTime partitionsUntil, partitionsNotBefore;
    private long commits;

    /// <summary>Makes partitions ahead, and throws where that fails: for a writer that needs one now.</summary>
    public async Task MakePartitions(WriterSession open) => partitionsUntil = await open.MakePartitions(schema);

    /// <summary>Does what is due.</summary>
    /// <param name="open">The connection, which no commit uses meanwhile.</param>
    /// <param name="now">The database's time.</param>
    /// <returns>What went wrong, or null.</returns>
    public async Task<Exception?> Run(WriterSession open, DateTime now)
    {
        var forgets = commits++ % Limits.CommitsPerPurge == 0;
        try
        {
            if (now > partitionsUntil - Limits.PartitionsNewBefore && now >= partitionsNotBefore)
            {
                partitionsNotBefore = now + Limits.PartitionsPause;
                await MakePartitions(open);
            }

            if (forgets)
            {
                await open.Purge(schema);
            }

            return null;
        }
        catch (Exception cause) when (cause is PostgresException || Trouble.IsPassing(cause))
        {
            failed?.Invoke(cause);
            return cause;
        }
    }
}
