namespace Personalization.Journal.Index;

/// <summary>Writes full tables of recent entries as runs and merges runs, level by level. One thread at a time; never the one that commits.</summary>
internal sealed class IndexUpkeep(SubjectIndex index, IndexStore store, Action flushed)
{
    private const int BlocksPerTransaction = 512;
    private long nextRun = index.Runs.Select(run => run.Id).DefaultIfEmpty().Max() + 1;

    /// <summary>Does all there is to do, or stops early when asked to.</summary>
    public void Work(CancellationToken stop)
    {
        FlushReady();
        while (!stop.IsCancellationRequested && NextMerge() is { } merge)
        {
            Merge(merge, stop);
        }

        while (index.NextToDelete() is { } run)
        {
            store.DeleteBlocks(run.Id);
        }
    }

    /// <summary>Writes the full tables whose commits are durable.</summary>
    public void FlushReady()
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

    private void Merge(List<IndexRun> runs, CancellationToken stop)
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
            writer.Add(entry);
            cursors.Dequeue();
            Advance(cursors, cursor);
            if (writer.Blocks - written < BlocksPerTransaction)
            {
                continue;
            }

            // A long merge must neither make one huge transaction nor keep full tables in memory waiting.
            written = writer.Blocks;
            store.Commit();
            FlushReady();
            if (stop.IsCancellationRequested)
            {
                return;
            }

            store.Begin();
        }

        var merged = writer.Finish(runs[0].Level + 1, runs[0].FirstCommit, runs[^1].LastCommit, runs[^1].LastChecksum);
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
