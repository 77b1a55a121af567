using Personalization.Core;
using Personalization.Journal.Archives;
using Personalization.Journal.Erasures;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Expiry;

/// <summary>Lets events of an open journal expire: an archive, or as many commits as an archive may have, at a time.</summary>
/// <remarks>Snapshots go before the events, and old bytes leave the write-ahead log behind them: a crash in between leaves events that are due, and with them everything is done again.</remarks>
internal sealed class JournalExpiry(
    CommitLog log, SubjectIndex index, IndexUpkeep upkeep, ReaderPool<JournalReader> readers, ArchiveSet archives, CommitRevision revision, SnapshotEraser snapshots)
{
    private readonly ExpirySchedule schedule = new();
    private bool mayLogHoldOldBytes = true;

    /// <summary>Takes in what counts now.</summary>
    public void Follow(ExpiryRules rules) => schedule.Follow(rules);

    /// <summary>Lets what is due expire in the block that begins with a commit.</summary>
    /// <param name="first">The commit, the first that was not looked at.</param>
    /// <param name="due">Knows what is due.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="cancellation">Ends it between two transactions.</param>
    /// <returns>How many events went, and the last commit of the block; null where there is none any more.</returns>
    public async ValueTask<(long Gone, long Last)?> Step(long first, DueEvents due, Instant now, CancellationToken cancellation)
    {
        if (first > index.DurableCommit)
        {
            return null;
        }

        // Where commits have moved to an archive since, one that began earlier is looked at from its beginning.
        var file = archives.Find(first);
        var begin = file?.FirstCommit ?? first;
        var end = file?.LastCommit ?? ((first - 1) / Limits.ArchiveCommitsMax * Limits.ArchiveCommitsMax) + Limits.ArchiveCommitsMax;
        if (schedule.EndWhereNothingIsDue(begin, now) == end)
        {
            return (0, end);
        }

        due.Begin();
        using var expirer = new CommitExpirer(due);
        var last = Math.Min(end, index.DurableCommit);
        var gone = file is not null ? Rewrite(file, expirer, cancellation) : await Rewrite(begin, last, expirer, cancellation);
        if (last == end)
        {
            schedule.Note(begin, end, due.NextDue);
        }

        return (gone, last);
    }

    /// <summary>Takes old bytes out of the log, where there may be any.</summary>
    public void End()
    {
        if (mayLogHoldOldBytes)
        {
            log.Empty();
            mayLogHoldOldBytes = false;
        }
    }

    private long Rewrite(ArchiveFile file, CommitExpirer expirer, CancellationToken cancellation)
    {
        var checksums = new Dictionary<long, ulong>();
        var gone = ArchiveRewriter.Rewrite(archives, file, expirer, candidates: null, checksums, () => snapshots.Erase(expirer.Touched), cancellation);
        if (gone > 0)
        {
            Rewritten(checksums);
        }

        return gone;
    }

    private async ValueTask<long> Rewrite(long first, long last, CommitExpirer expirer, CancellationToken cancellation)
    {
        using var lease = await readers.Rent(cancellation);
        var rewritten = new List<RewrittenCommit>();
        long gone = 0, bytes = 0;
        for (var commit = first; commit <= last; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            lease.Reader.Load(commit);
            if (Attempt(expirer, lease.Reader, commit) is var went and > 0)
            {
                gone += went;
                bytes += expirer.Written.Length;
                rewritten.Add(new RewrittenCommit(commit, expirer.Written.ToArray()));
            }

            if (bytes >= Limits.RewriteBytesMax || (commit == last && rewritten.Count > 0))
            {
                Write(rewritten, expirer);
                rewritten.Clear();
                bytes = 0;
            }
        }

        return gone;
    }

    private void Write(List<RewrittenCommit> rewritten, CommitExpirer expirer)
    {
        snapshots.Erase(expirer.Touched);
        expirer.Touched.Clear();
        mayLogHoldOldBytes = true;

        // A crash between the two costs no more than an index that is made anew: its newest run may name the old checksum.
        log.Rewrite(rewritten);
        Rewritten(rewritten.ToDictionary(commit => commit.Id, commit => commit.Checksum));
    }

    private void Rewritten(Dictionary<long, ulong> checksums)
    {
        revision.Advance();
        upkeep.Rewritten(checksums);
    }

    private static int Attempt(CommitExpirer expirer, JournalReader reader, long commit)
    {
        try
        {
            return expirer.Rewrite(reader.Payload);
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commit, e.Message, e);
        }
    }
}
