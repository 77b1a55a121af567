using Personalization.Core.Subjects;

namespace Personalization.Journal.Index;

/// <summary>The newest entries of the index, in memory until they are written as a run. Holds every commit that it touches whole.</summary>
/// <remarks>Changed and searched under the index's lock; the filter and the entries of a <see cref="RecentStream"/> may be read outside it.</remarks>
internal sealed class RecentEntries(int capacity, long firstCommit)
{
    private readonly Dictionary<ulong, int> newestOfHash = [];
    private readonly List<Stream> streams = [];
    private IndexEntry[] entries = new IndexEntry[capacity];
    private int[] previous = new int[capacity];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many subjects there are.</summary>
    public int Subjects => streams.Count;

    /// <summary>The first commit that it covers.</summary>
    public long FirstCommit { get; } = firstCommit;

    /// <summary>The last commit that it covers; one less than <see cref="FirstCommit"/> while it is empty.</summary>
    public long LastCommit { get; private set; } = firstCommit - 1;

    /// <summary>The checksum of the last durable commit that it covers.</summary>
    public ulong LastChecksum { get; set; }

    /// <summary>The filter over the entries and their subjects.</summary>
    public SubjectFilter Filter { get; } = new(capacity * 2L);

    /// <summary>Adds some events of a subject; versions of one subject come in order.</summary>
    public void Add(in SubjectKey subject, ulong subjectHash, long firstVersion, long commitId, ReadOnlySpan<ulong> eventIdHashes)
    {
        Reserve(eventIdHashes.Length);
        var at = IndexOf(subject, subjectHash);
        if (at < 0)
        {
            at = AddStream(subject, subjectHash);
        }

        var last = streams[at].Last;
        for (var next = 0; next < eventIdHashes.Length; next++)
        {
            entries[Count] = new IndexEntry(subjectHash, firstVersion + next, commitId, eventIdHashes[next]);
            previous[Count] = last;
            last = Count++;
            Filter.Add(FilterKey.Of(subjectHash, eventIdHashes[next]));
        }

        streams[at] = streams[at] with { Last = last };
        LastCommit = commitId;
    }

    /// <summary>Extends it to a commit, whether or not that has entries.</summary>
    public void Cover(long commitId) => LastCommit = Math.Max(LastCommit, commitId);

    /// <summary>The same entries without those of one subject that point to some commits.</summary>
    public RecentEntries Without(in SubjectKey subject, IReadOnlySet<long> commits)
    {
        var streamOf = new int[Count];
        for (var stream = 0; stream < streams.Count; stream++)
        {
            for (var at = streams[stream].Last; at >= 0; at = previous[at])
            {
                streamOf[at] = stream;
            }
        }

        var rest = new RecentEntries(capacity, FirstCommit) { LastChecksum = LastChecksum };
        for (var at = 0; at < Count; at++)
        {
            if (streams[streamOf[at]].Subject != subject || !commits.Contains(entries[at].CommitId))
            {
                rest.Add(streams[streamOf[at]].Subject, entries[at].SubjectHash, entries[at].Version, entries[at].CommitId, [entries[at].EventIdHash]);
            }
        }

        rest.Cover(LastCommit);
        return rest;
    }

    /// <summary>A subject's entries, confirmed on the full key; null for none.</summary>
    public RecentStream? Find(in SubjectKey subject, ulong subjectHash) =>
        IndexOf(subject, subjectHash) is >= 0 and var at ? new RecentStream(entries, previous, streams[at].Last) : null;

    /// <summary>The subjects with this hash.</summary>
    public IEnumerable<SubjectKey> Find(ulong subjectHash)
    {
        for (var at = newestOfHash.GetValueOrDefault(subjectHash, -1); at >= 0; at = streams[at].Older)
        {
            yield return streams[at].Subject;
        }
    }

    /// <summary>All entries in the order of a run.</summary>
    public IndexEntry[] Sorted()
    {
        var sorted = entries.AsSpan(0, Count).ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private void Reserve(int more)
    {
        if (Count + more > entries.Length)
        {
            var larger = Math.Max(entries.Length * 2, Count + more);
            Array.Resize(ref entries, larger);
            Array.Resize(ref previous, larger);
        }
    }

    private int IndexOf(in SubjectKey subject, ulong subjectHash)
    {
        for (var at = newestOfHash.GetValueOrDefault(subjectHash, -1); at >= 0; at = streams[at].Older)
        {
            if (streams[at].Subject == subject)
            {
                return at;
            }
        }

        return -1;
    }

    private int AddStream(in SubjectKey subject, ulong subjectHash)
    {
        streams.Add(new Stream(subject, Last: -1, Older: newestOfHash.GetValueOrDefault(subjectHash, -1)));
        newestOfHash[subjectHash] = streams.Count - 1;
        Filter.Add(FilterKey.Of(subjectHash));
        return streams.Count - 1;
    }

    private readonly record struct Stream(SubjectKey Subject, int Last, int Older);
}
