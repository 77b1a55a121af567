using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>
/// Which event ids the streams hold, from memory: a stream is read at the first question, kept up to date by what this journal appends, and
/// dropped when another owner has appended to it. The least recently used go when there are too many ids.
/// </summary>
/// <param name="idsMax">Ids of all streams together.</param>
internal sealed class SeenEvents(int idsMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<SubjectKey, SeenStream> streams = [];
    private readonly LinkedList<SeenStream> byUse = new();
    private long ids;

    /// <summary>See <see cref="IJournal.MayContain"/>: what is not known whole may hold everything.</summary>
    public bool MayContain(in SubjectKey subject, ulong idHash)
    {
        lock (gate)
        {
            return !streams.TryGetValue(subject, out var stream) || !Used(stream).IsWhole || stream.TryFind(idHash, out _);
        }
    }

    /// <summary>The ids of a call, before it is durable.</summary>
    public void Add(AppendCall call)
    {
        lock (gate)
        {
            foreach (var part in call.Parts)
            {
                if (FindContinued(part.Subject, part.FirstVersion) is not { } stream)
                {
                    continue;
                }

                ids -= stream.Count;
                for (var at = 0; at < part.Events; at++)
                {
                    stream.Add(call.Events[part.FirstEvent + at].IdHash, part.FirstVersion + at);
                }

                ids += stream.Count;
            }

            Evict();
        }
    }

    /// <summary>The ids of what another journal made durable.</summary>
    public void Add(in StreamAppend part)
    {
        lock (gate)
        {
            if (FindContinued(part.Subject, part.FirstVersion) is not { } stream)
            {
                return;
            }

            ids -= stream.Count;
            for (var at = 0; at < part.Events.Count; at++)
            {
                stream.Add(part.Events[at].IdHash, part.FirstVersion + at);
            }

            ids += stream.Count;
            Evict();
        }
    }

    /// <summary>Nothing is known any more about the streams of a lost call.</summary>
    public void Forget(AppendCall call)
    {
        lock (gate)
        {
            foreach (var part in call.Parts)
            {
                Remove(part.Subject);
            }
        }
    }

    /// <summary>Nothing is known any more about a stream.</summary>
    public void Forget(in SubjectKey subject)
    {
        lock (gate)
        {
            Remove(subject);
        }
    }

    /// <summary>A stream's entry, made empty where there is none; from then on it learns what is appended.</summary>
    public SeenStream Open(in SubjectKey subject)
    {
        lock (gate)
        {
            if (!streams.TryGetValue(subject, out var stream))
            {
                stream = new SeenStream(subject);
                streams.Add(subject, stream);
                stream.Node = byUse.AddFirst(stream);
                Evict();
            }

            return Used(stream);
        }
    }

    /// <summary>The stream's head was read from the table, after <see cref="Open"/>: an empty stream is known whole by that, and one that others went on with is not known any more.</summary>
    /// <param name="opened">The stream.</param>
    /// <param name="head">Its head in the table.</param>
    /// <param name="row">The number of its subject: another owner may have erased it and begun it again, up to any version.</param>
    public void HeadWas(SeenStream opened, long head, long? row)
    {
        lock (gate)
        {
            if (head == 0)
            {
                opened.IsWhole = true;
            }
            else if (!opened.IsWhole || opened.Head != head || opened.Row != row)
            {
                // One that is being read may have been read before the head was: what comes of it is for those who asked before.
                Remove(opened);
            }
        }
    }

    /// <summary>Has a stream read once, however many ask.</summary>
    public Task Load(SeenStream stream, Func<SeenStream, Task> load)
    {
        lock (gate)
        {
            return stream.IsWhole ? Task.CompletedTask : stream.Loading is { IsFaulted: false } loading ? loading : stream.Loading = Task.Run(() => load(stream));
        }
    }

    /// <summary>A stream has been read; with what came meanwhile it is whole.</summary>
    public void Loaded(SeenStream stream, long? row, IReadOnlyList<(ulong IdHash, long Version)> stored)
    {
        lock (gate)
        {
            var before = stream.Count;
            foreach (var (idHash, version) in stored)
            {
                stream.Add(idHash, version);
            }

            (stream.IsWhole, stream.Row) = (true, row);
            if (stream.Node is not null)
            {
                ids += stream.Count - before;
                Evict();
            }
        }
    }

    /// <summary>The version that has an id with this hash, or <see cref="SeenStream.Several"/>; null for none.</summary>
    public long? Find(SeenStream stream, ulong idHash)
    {
        lock (gate)
        {
            return stream.TryFind(idHash, out var version) ? version : null;
        }
    }

    /// <summary>Drops an entry that could not be read.</summary>
    public void Drop(SeenStream stream)
    {
        lock (gate)
        {
            Remove(stream);
        }
    }

    /// <summary>A stream's entry where the next version follows; one that others went on with meanwhile is dropped.</summary>
    private SeenStream? FindContinued(in SubjectKey subject, long firstVersion)
    {
        if (streams.TryGetValue(subject, out var stream) && stream.IsWhole && stream.Head != firstVersion - 1)
        {
            Remove(stream);
            stream = null;
        }

        return stream;
    }

    private SeenStream Used(SeenStream stream)
    {
        if (stream.Node is { } node && !ReferenceEquals(byUse.First, node))
        {
            byUse.Remove(node);
            byUse.AddFirst(node);
        }

        return stream;
    }

    private void Evict()
    {
        // An empty stream takes the place of some ids all the same. The newest stays, or its question would never be answered.
        while (ids + (streams.Count * (long)Limits.SeenIdsPerStream) > idsMax && byUse.Count > 1)
        {
            Remove(byUse.Last!.Value);
        }
    }

    private void Remove(in SubjectKey subject)
    {
        if (streams.TryGetValue(subject, out var stream))
        {
            Remove(stream);
        }
    }

    private void Remove(SeenStream stream)
    {
        if (stream.Node is { } node)
        {
            byUse.Remove(node);
            stream.Node = null;
            streams.Remove(stream.Subject);
            ids -= stream.Count;
        }
    }
}
