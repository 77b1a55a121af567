using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Erasures;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Expiry;

/// <summary>Lets events of an open journal expire: an archive, or as many commits as an archive may have, at a time.</summary>
/// <remarks>Snapshots go before the events, and old bytes leave the write-ahead log behind them: a crash in between leaves events that are due, and with them everything is done again.</remarks>
internal sealed class JournalExpiry(
    CommitLog log, SubjectIndex index, IndexUpkeep upkeep, StreamReads reads, ReaderPool<JournalReader> readers, ArchiveSet archives, CommitRevision revision, SnapshotEraser snapshots)
{
    private readonly ExpirySchedule schedule = new();
    private bool mayLogHoldOldBytes = true;

    /// <summary>Lets what is due expire in the block that begins with a commit.</summary>
    /// <param name="first">The commit, the first that was not looked at.</param>
    /// <param name="rules">What is kept for how long.</param>
    /// <param name="now">The server's clock.</param>
    /// <param name="cancellation">Ends it between two transactions.</param>
    /// <returns>How many events went, and the last commit of the block; null where there is none any more.</returns>
    public async ValueTask<(long Gone, long Last)?> Step(long first, ExpiryRules rules, Instant now, CancellationToken cancellation)
    {
        if (first > index.DurableCommit)
        {
            return null;
        }

        var following = schedule.Follow(rules);

        // Where commits have moved to an archive since, one that began earlier is looked at from its beginning.
        var file = archives.Find(first);
        var begin = file?.FirstCommit ?? first;
        var end = file?.LastCommit ?? ((first - 1) / Limits.ArchiveCommitsMax * Limits.ArchiveCommitsMax) + Limits.ArchiveCommitsMax;
        if (schedule.EndWhereNothingIsDue(following, begin, now) == end)
        {
            return (0, end);
        }

        var due = new DueEvents(rules, now);
        using var expirer = new CommitExpirer(due);
        var last = Math.Min(end, index.DurableCommit);
        var gone = file is not null
            ? Rewrite(file, expirer, candidates: null, expirer.TakeTouched, cancellation)
            : await Rewrite(Commits(begin, last), expirer, expirer.TakeTouched, cancellation);
        if (last == end)
        {
            schedule.Note(following, begin, end, due.NextDue);
        }

        return (gone, last);
    }

    /// <summary>Takes old bytes out of the log, where there may be any.</summary>
    public void EmptyLog()
    {
        if (mayLogHoldOldBytes)
        {
            log.Empty();
            mayLogHoldOldBytes = false;
        }
    }

    /// <summary>See <see cref="IEventExpiry.ForgetMerge"/>.</summary>
    public async ValueTask<long> ForgetMerge(SubjectKey subject, string mergeId, CancellationToken cancellation)
    {
        var commits = await reads.CommitsOf(subject, 0, cancellation);
        var candidates = commits.ToHashSet();
        using var forgetter = new MergeForgetter(subject, mergeId);
        long gone = 0;
        foreach (var file in archives.Files)
        {
            gone += Rewrite(file, forgetter, candidates, () => [subject], cancellation);
        }

        gone += await Rewrite(commits.Where(commit => commit > archives.LastCommit), forgetter, () => [subject], cancellation);

        // Also where nothing went: an earlier call may have been cut short behind the events.
        snapshots.Erase(subject);
        log.Empty();
        return gone;
    }

    private long Rewrite(ArchiveFile file, CommitRewriter rewriter, IReadOnlySet<long>? candidates, Func<IReadOnlyCollection<SubjectKey>> touched, CancellationToken cancellation)
    {
        var checksums = new Dictionary<long, ulong>();
        var gone = ArchiveRewriter.Rewrite(archives, file, rewriter, candidates, checksums, () => snapshots.Erase(touched()), cancellation);
        if (gone > 0)
        {
            Rewritten(checksums);
        }

        return gone;
    }

    private async ValueTask<long> Rewrite(IEnumerable<long> commits, CommitRewriter rewriter, Func<IReadOnlyCollection<SubjectKey>> touched, CancellationToken cancellation)
    {
        using var lease = await readers.Rent(cancellation);
        var rewritten = new List<RewrittenCommit>();
        long gone = 0, bytes = 0;
        foreach (var commit in commits)
        {
            cancellation.ThrowIfCancellationRequested();
            lease.Reader.Load(commit);
            if (Attempt(rewriter, lease.Reader, commit) is var went and > 0)
            {
                gone += went;
                bytes += rewriter.Written.Length;
                rewritten.Add(new RewrittenCommit(commit, rewriter.Written.ToArray()));
            }

            if (bytes >= Limits.RewriteBytesMax)
            {
                Write(rewritten, touched());
                bytes = 0;
            }
        }

        Write(rewritten, touched());
        return gone;
    }

    private void Write(List<RewrittenCommit> rewritten, IReadOnlyCollection<SubjectKey> touched)
    {
        if (rewritten.Count == 0)
        {
            return;
        }

        snapshots.Erase(touched);
        mayLogHoldOldBytes = true;

        // A crash between the two costs no more than an index that is made anew: its newest run may name the old checksum.
        log.Rewrite(rewritten);
        Rewritten(rewritten.ToDictionary(commit => commit.Id, commit => commit.Checksum));
        rewritten.Clear();
    }

    private void Rewritten(Dictionary<long, ulong> checksums)
    {
        revision.Advance();
        upkeep.Rewritten(checksums);
    }

    private static int Attempt(CommitRewriter rewriter, JournalReader reader, long commit)
    {
        try
        {
            return rewriter.Rewrite(reader.Payload);
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commit, e.Message, e);
        }
    }

    private static IEnumerable<long> Commits(long first, long last)
    {
        for (var commit = first; commit <= last; commit++)
        {
            yield return commit;
        }
    }
}
