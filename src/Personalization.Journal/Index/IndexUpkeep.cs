namespace Personalization.Journal.Index;

/// <summary>Writes full tables of recent entries as runs and merges runs, level by level. One thread at a time; never the one that commits.</summary>
internal sealed class IndexUpkeep(SubjectIndex index, IndexStore store, Action flushed)
{
    private const int BlocksPerTransaction = 512;
    private readonly Lock turn = new();
    private long nextRun = index.Runs.Select(run => run.Id).DefaultIfEmpty().Max() + 1;

    /// <summary>Does all there is to do, or stops early when asked to.</summary>
    public void Work(CancellationToken stop)
    {
        lock (turn)
        {
            Flush();
            MergeAll(stop);
        }
    }

    /// <summary>Writes the full tables whose commits are durable.</summary>
    public void FlushReady()
    {
        lock (turn)
        {
            Flush();
        }
    }

    /// <summary>Removes the entries of a subject's hash that point to some commits; runs that have any are written again.</summary>
    public void Remove(ulong subjectHash, IReadOnlySet<long> commits)
    {
        lock (turn)
        {
            foreach (var run in index.Runs.Where(run => Holds(run, subjectHash, commits)))
            {
                Merge([run], run.Level, entry => entry.SubjectHash != subjectHash || !commits.Contains(entry.CommitId), CancellationToken.None);
            }

            DeleteReplaced();
        }
    }

    /// <summary>Takes in the checksums of commits that were written again, so that the runs still belong to the journal.</summary>
    public void Rewritten(IReadOnlyDictionary<long, ulong> checksums)
    {
        lock (turn)
        {
            index.Rewritten(checksums);
            foreach (var run in index.Runs.Where(run => checksums.ContainsKey(run.LastCommit)))
            {
                var now = run with { LastChecksum = checksums[run.LastCommit] };
                store.Begin();
                store.Publish(now, [run]);
                store.Commit();
                index.Replaced(now, run);
            }
        }
    }

    private void MergeAll(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && NextMerge() is { } merge)
        {
            Merge(merge, merge[0].Level + 1, _ => true, stop);
        }

        DeleteReplaced();
    }

    private void DeleteReplaced()
    {
        while (index.NextToDelete() is { } run)
        {
            store.DeleteBlocks(run.Id);
        }
    }

    private void Flush()
    {
        while (index.NextToFlush() is { } table)
        {
            using var writer = new RunWriter(store, nextRun++, table.Count, table.Subjects);
            store.Begin();
            foreach (ref readonly var entry in table.Sorted().AsSpan())
            {
                writer.Add(entry);
            }

            var run = writer.Finish(level: 0, table.FirstCommit, table.LastCommit, table.LastChecksum);
            store.Publish(run, []);
            store.Commit();
            index.Flushed(run);
            flushed();
        }
    }

    private List<IndexRun>? NextMerge() =>
        index.Runs.GroupBy(run => run.Level)
            .Select(level => level.Take(Limits.RunsPerLevel).ToList())
            .Where(runs => runs.Count == Limits.RunsPerLevel && runs.Sum(run => run.Entries) <= Limits.RunEntriesMax)
            .MinBy(runs => runs[0].Level);

    private bool Holds(IndexRun run, ulong subjectHash, IReadOnlySet<long> commits)
    {
        if (!run.Filter.MayContain(FilterKey.Of(subjectHash)))
        {
            return false;
        }

        var entries = new List<IndexEntry>();
        for (var at = run.FirstBlock(subjectHash, 0); at < run.Fences.Length && run.Fences[at].SubjectHash <= subjectHash; at++)
        {
            store.ReadBlock(run, at, entries);
        }

        return entries.Exists(entry => entry.SubjectHash == subjectHash && commits.Contains(entry.CommitId));
    }

    private void Merge(List<IndexRun> runs, int level, Predicate<IndexEntry> keep, CancellationToken stop)
    {
        using var writer = new RunWriter(store, nextRun++, runs.Sum(run => run.Entries), runs.Sum(run => run.Subjects));
        var cursors = new PriorityQueue<RunCursor, IndexEntry>(runs.Count);
        foreach (var run in runs)
        {
            Advance(cursors, new RunCursor(store, run));
        }

        store.Begin();
        var written = 0;
        while (cursors.TryPeek(out var cursor, out var entry))
        {
            if (keep(entry))
            {
                writer.Add(entry);
            }

            cursors.Dequeue();
            Advance(cursors, cursor);
            if (writer.Blocks - written < BlocksPerTransaction)
            {
                continue;
            }

            // A long merge must neither make one huge transaction nor keep full tables in memory waiting.
            written = writer.Blocks;
            store.Commit();
            Flush();
            if (stop.IsCancellationRequested)
            {
                return;
            }

            store.Begin();
        }

        var merged = writer.Finish(level, runs[0].FirstCommit, runs[^1].LastCommit, runs[^1].LastChecksum);
        store.Publish(merged, runs);
        store.Commit();
        index.Merged(merged, runs);
    }

    private static void Advance(PriorityQueue<RunCursor, IndexEntry> cursors, RunCursor cursor)
    {
        if (cursor.Next())
        {
            cursors.Enqueue(cursor, cursor.Current);
        }
    }
}
