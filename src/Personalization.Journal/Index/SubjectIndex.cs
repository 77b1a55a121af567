using Personalization.Core.Subjects;

namespace Personalization.Journal.Index;

/// <summary>Where each subject's events are: recent entries in memory, older ones in sorted runs on disk, a filter in memory over every part.</summary>
internal sealed class SubjectIndex
{
    private readonly Lock sync = new();
    private readonly int recentEntriesMax;
    private readonly List<IndexView> entered = [];
    private readonly Queue<IndexRun> retired = [];
    private volatile IndexView view;
    private long durableCommit;

    public SubjectIndex(IEnumerable<IndexRun> runs, long coveredCommit, int recentEntriesMax)
    {
        this.recentEntriesMax = recentEntriesMax;
        durableCommit = coveredCommit;
        view = new IndexView([.. runs], [new RecentEntries(recentEntriesMax, coveredCommit + 1)]);
    }

    /// <summary>The last commit that is durable; readers of events look no further.</summary>
    public long DurableCommit => Volatile.Read(ref durableCommit);

    /// <summary>How many full tables of recent entries wait to be written.</summary>
    public int FrozenTables => view.Recent.Length - 1;

    /// <summary>See <see cref="IJournal.MayContain"/>: no lock, one cache line per part of the index.</summary>
    public bool MayContain(in FilterKey key) => view.MayContain(key);

    /// <summary>A subject's head where memory alone knows it for sure: recent, or never seen; else null.</summary>
    public long? HeadInMemory(in SubjectKey subject, ulong subjectHash)
    {
        lock (sync)
        {
            var now = view;
            for (var at = now.Recent.Length - 1; at >= 0; at--)
            {
                if (now.Recent[at].Find(subject, subjectHash) is { } stream)
                {
                    return stream.Newest.Version;
                }
            }

            return now.MayContain(FilterKey.Of(subjectHash)) ? null : 0;
        }
    }

    /// <summary>Prepares for the entries of a new commit, which all go to one table.</summary>
    public void StartCommit(long commitId)
    {
        lock (sync)
        {
            if (view.Active.Count >= recentEntriesMax)
            {
                view = new IndexView(view.Runs, [.. view.Recent, new RecentEntries(recentEntriesMax, commitId)]);
            }

            // A commit may have no entries: all of it was erased. The runs must cover it all the same.
            view.Active.Cover(commitId);
        }
    }

    /// <summary>Adds the entries of some events in version order.</summary>
    public void Add(in SubjectKey subject, ulong subjectHash, long firstVersion, long commitId, ReadOnlySpan<ulong> eventIdHashes)
    {
        lock (sync)
        {
            view.Active.Add(subject, subjectHash, firstVersion, commitId, eventIdHashes);
        }
    }

    /// <summary>Says that a commit is durable.</summary>
    public void Committed(long commitId, ulong checksum)
    {
        lock (sync)
        {
            foreach (var table in view.Recent)
            {
                if (table.LastCommit == commitId)
                {
                    table.LastChecksum = checksum;
                }
            }

            Volatile.Write(ref durableCommit, commitId);
        }
    }

    /// <summary>Takes the current view and keeps its runs on disk until <see cref="Exit"/>; with the subject's recent entries, oldest table first.</summary>
    public IndexView Enter(in SubjectKey subject, ulong subjectHash, List<RecentStream> recent)
    {
        lock (sync)
        {
            foreach (var table in view.Recent)
            {
                if (table.Find(subject, subjectHash) is { } stream)
                {
                    recent.Add(stream);
                }
            }

            return Enter();
        }
    }

    /// <summary>Takes the current view with the recent subjects of a hash.</summary>
    public IndexView Enter(ulong subjectHash, HashSet<SubjectKey> recent)
    {
        lock (sync)
        {
            foreach (var table in view.Recent)
            {
                recent.UnionWith(table.Find(subjectHash));
            }

            return Enter();
        }
    }

    /// <summary>Gives a view back.</summary>
    public void Exit(IndexView left)
    {
        lock (sync)
        {
            if (--left.Readers == 0)
            {
                entered.Remove(left);
            }
        }
    }

    /// <summary>The oldest full table whose commits are all durable, or null.</summary>
    public RecentEntries? NextToFlush()
    {
        lock (sync)
        {
            return view.Recent.Length > 1 && view.Recent[0].LastCommit <= durableCommit ? view.Recent[0] : null;
        }
    }

    /// <summary>Forgets the recent entries of a subject that point to some commits.</summary>
    public void Remove(in SubjectKey subject, ulong subjectHash, IReadOnlySet<long> commits)
    {
        lock (sync)
        {
            var key = subject;
            view = new IndexView(view.Runs, [.. view.Recent.Select(table => table.Find(key, subjectHash) is null ? table : table.Without(key, commits))]);
        }
    }

    /// <summary>Says that a durable commit has another checksum now.</summary>
    public void Rewritten(IReadOnlyDictionary<long, ulong> checksums)
    {
        lock (sync)
        {
            foreach (var table in view.Recent)
            {
                table.LastChecksum = checksums.GetValueOrDefault(table.LastCommit, table.LastChecksum);
            }
        }
    }

    /// <summary>Puts a run in the place of another form of it that has the same blocks.</summary>
    public void Replaced(IndexRun run, IndexRun old)
    {
        lock (sync)
        {
            view = new IndexView([.. view.Runs.Select(one => one == old ? run : one)], view.Recent);
        }
    }

    /// <summary>The runs, oldest first.</summary>
    public IndexRun[] Runs => view.Runs;

    /// <summary>Puts the oldest table's run in its place.</summary>
    public void Flushed(IndexRun run)
    {
        lock (sync)
        {
            view = new IndexView([.. view.Runs, run], view.Recent[1..]);
        }
    }

    /// <summary>Puts a run in place of the neighbours that were merged into it.</summary>
    public void Merged(IndexRun run, IReadOnlyList<IndexRun> replaced)
    {
        lock (sync)
        {
            var at = Array.IndexOf(view.Runs, replaced[0]);
            view = new IndexView([.. view.Runs[..at], run, .. view.Runs[(at + replaced.Count)..]], view.Recent);
            foreach (var old in replaced)
            {
                retired.Enqueue(old);
            }
        }
    }

    /// <summary>A replaced run that no reader reads any more, once each; null for none.</summary>
    public IndexRun? NextToDelete()
    {
        lock (sync)
        {
            return retired.TryPeek(out var run) && !entered.Exists(held => Array.Exists(held.Runs, one => one.Id == run.Id)) ? retired.Dequeue() : null;
        }
    }

    private IndexView Enter()
    {
        if (view.Readers++ == 0)
        {
            entered.Add(view);
        }

        return view;
    }
}
