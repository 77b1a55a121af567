using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>What the journals of several nodes have in common: the durable streams, in memory. An append goes on where its stream is, or is fenced.</summary>
internal sealed class SharedStreams
{
    private readonly Lock gate = new();
    private readonly List<StoredEvent> feed = [];
    private readonly Dictionary<SubjectKey, List<StoredEvent>> streams = [];
    private readonly HashSet<(SubjectKey Subject, ulong IdHash)> ids = [];
    private long lastPosition;

    /// <summary>All or nothing.</summary>
    public bool TryAppend(IReadOnlyList<StreamAppend> parts)
    {
        lock (gate)
        {
            if (parts.Any(part => part.FirstVersion != Head(part.Subject) + 1))
            {
                return false;
            }

            foreach (var part in parts)
            {
                var stream = streams.TryGetValue(part.Subject, out var known) ? known : streams[part.Subject] = [];
                foreach (var one in part.Events)
                {
                    stream.Add(new StoredEvent(++lastPosition, part.Subject, stream.Count + 1, one));
                    feed.Add(stream[^1]);
                    ids.Add((part.Subject, Core.StableHash.Of(one.Id)));
                }
            }

            return true;
        }
    }

    /// <summary>Destroys a subject's events, as one transaction.</summary>
    public int Erase(SubjectKey subject)
    {
        lock (gate)
        {
            streams.Remove(subject);
            ids.RemoveWhere(one => one.Subject == subject);
            return feed.RemoveAll(stored => stored.Subject == subject);
        }
    }

    public long ReadHead(SubjectKey subject)
    {
        lock (gate)
        {
            return Head(subject);
        }
    }

    public bool MayContain(SubjectKey subject, ulong idHash)
    {
        lock (gate)
        {
            return ids.Contains((subject, idHash));
        }
    }

    public StoredEvent[] Read(SubjectKey subject)
    {
        lock (gate)
        {
            return streams.TryGetValue(subject, out var stream) ? [.. stream] : [];
        }
    }

    public StoredEvent[] Feed()
    {
        lock (gate)
        {
            return [.. feed];
        }
    }

    public SubjectKey[] Subjects()
    {
        lock (gate)
        {
            return [.. streams.Keys];
        }
    }

    private long Head(SubjectKey subject) => streams.TryGetValue(subject, out var stream) ? stream.Count : 0;
}
