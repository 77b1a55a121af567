using System.Runtime.CompilerServices;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Index;

namespace Personalization.Journal.Sqlite;

/// <summary>The reading half of the journal: the index says which commits, the commits say which events, the full key confirms both.</summary>
/// <remarks>Reads run on the caller's thread; they come from the page cache for all but cold subjects.</remarks>
internal sealed class StreamReads(SubjectIndex index, CommitQueue queue, ReaderPool<JournalReader> readers)
{
    /// <summary>See <see cref="IJournal.ReadHead"/>.</summary>
    public async ValueTask<long> ReadHead(SubjectKey subject, CancellationToken cancellation)
    {
        var hash = subject.StableHash();
        if (index.HeadInMemory(subject, hash) is { } head)
        {
            return head;
        }

        using var lease = await readers.Rent(cancellation);
        var recent = new List<RecentStream>();
        var view = index.Enter(subject, hash, recent);
        try
        {
            return recent.Count > 0 ? recent[^1].Newest.Version : StoredHeads.Find(lease.Reader, view, subject, hash);
        }
        finally
        {
            index.Exit(view);
        }
    }

    /// <summary>See <see cref="IJournal.ReadSubject"/>.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadSubject(
        SubjectKey subject, long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        var version = afterVersion;
        foreach (var commit in await CommitsOf(subject, afterVersion, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            events.Clear();
            using (var lease = await readers.Rent(cancellation))
            {
                lease.Reader.Load(commit);
                lease.Reader.Decode(events, subject);
            }

            foreach (var stored in events)
            {
                if (stored.Version <= version)
                {
                    continue;
                }

                yield return stored.Version == version + 1
                    ? stored
                    : throw new JournalDamagedException(commit, $"version {version + 1} of {subject} is missing before it.");
                version = stored.Version;
            }
        }
    }

    /// <summary>See <see cref="IJournal.ReadFrom(long, EventTypeSet, CancellationToken)"/>.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadFrom(long afterPosition, EventTypeSet types, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        var last = index.DurableCommit;
        for (var commit = Math.Max(1, FeedPosition.CommitOf(afterPosition)); commit <= last; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            events.Clear();
            using (var lease = await readers.Rent(cancellation))
            {
                lease.Reader.Load(commit);
                lease.Reader.Decode(events, types: types);
            }

            foreach (var stored in events)
            {
                if (stored.Position > afterPosition)
                {
                    yield return stored;
                }
            }
        }
    }

    /// <summary>See <see cref="IJournal.Contains"/>.</summary>
    public async ValueTask<bool> Contains(SubjectKey subject, string eventId, CancellationToken cancellation)
    {
        var (subjectHash, idHash) = (subject.StableHash(), EventIds.HashOf(eventId));
        if (!index.MayContain(FilterKey.Of(subjectHash, idHash)))
        {
            return false;
        }

        var candidates = await EntriesOf(subject, 1, FilterKey.Of(subjectHash, idHash), cancellation);
        foreach (var entry in candidates.Where(entry => entry.EventIdHash == idHash))
        {
            await queue.Durable(entry.CommitId);
            using var lease = await readers.Rent(cancellation);
            lease.Reader.Load(entry.CommitId);
            var events = new List<StoredEvent>();
            lease.Reader.Decode(events, subject);
            if (events.Exists(stored => stored.Version == entry.Version && EventIds.AreSame(stored.Event.Id, eventId)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>See <see cref="IJournal.FindSubjects"/>.</summary>
    public async ValueTask<IReadOnlyList<SubjectKey>> FindSubjects(ulong subjectHash, CancellationToken cancellation)
    {
        if (!index.MayContain(FilterKey.Of(subjectHash)))
        {
            return [];
        }

        var found = new HashSet<SubjectKey>();
        using var lease = await readers.Rent(cancellation);
        var view = index.Enter(subjectHash, found);
        try
        {
            var entries = new List<IndexEntry>();
            foreach (var run in view.Runs.Where(run => run.Filter.MayContain(FilterKey.Of(subjectHash))))
            {
                // Every stream begins with version 1, whose commit names the subject.
                lease.Reader.Index.Collect(run, subjectHash, 1, 1, entries);
            }

            foreach (var entry in entries)
            {
                lease.Reader.Load(entry.CommitId);
                found.UnionWith(lease.Reader.SubjectsOf(subjectHash));
            }
        }
        finally
        {
            index.Exit(view);
        }

        return [.. found];
    }

    /// <summary>The durable commits that may hold events of a subject above a version, in order; what the index says, which the commits confirm.</summary>
    public async ValueTask<List<long>> CommitsOf(SubjectKey subject, long afterVersion, CancellationToken cancellation)
    {
        var durable = index.DurableCommit;
        var entries = await EntriesOf(subject, afterVersion + 1, FilterKey.Of(subject.StableHash()), cancellation);
        return [.. entries.Select(entry => entry.CommitId).Where(commit => commit <= durable).Distinct().Order()];
    }

    private async ValueTask<List<IndexEntry>> EntriesOf(SubjectKey subject, long fromVersion, FilterKey key, CancellationToken cancellation)
    {
        var hash = subject.StableHash();
        var entries = new List<IndexEntry>();
        if (!index.MayContain(key))
        {
            return entries;
        }

        var recent = new List<RecentStream>();
        using var lease = await readers.Rent(cancellation);
        var view = index.Enter(subject, hash, recent);
        try
        {
            foreach (var run in view.Runs.Where(run => run.Filter.MayContain(key)))
            {
                lease.Reader.Index.Collect(run, hash, fromVersion, long.MaxValue, entries);
            }
        }
        finally
        {
            index.Exit(view);
        }

        foreach (var stream in recent)
        {
            entries.AddRange(stream.NewestFirst().TakeWhile(entry => entry.Version >= fromVersion));
        }

        return entries;
    }
}
