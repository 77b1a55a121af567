using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Cluster.Benchmarks.Hosts;

/// <summary>Streams in memory that the journals of several silos share. Of each only the beginning is kept: what is measured here appends, and reads what was there before.</summary>
internal sealed class InstantStreams
{
    /// <summary>As many as a benchmark's subject has before it is measured.</summary>
    private const int KeptMax = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<SubjectKey, Stream> streams = [];

    /// <summary>Appends all parts, or none where one does not go on where its stream ends.</summary>
    public bool TryAppend(ReadOnlySpan<StreamAppend> parts)
    {
        lock (gate)
        {
            foreach (ref readonly var part in parts)
            {
                if (Of(part.Subject).Head != part.FirstVersion - 1)
                {
                    return false;
                }
            }

            foreach (ref readonly var part in parts)
            {
                var stream = Of(part.Subject);
                stream.Head += part.Events.Count;
                stream.Kept.AddRange(part.Events.Take(KeptMax - stream.Kept.Count));
            }

            return true;
        }
    }

    /// <summary>The version of the last event.</summary>
    public long Head(SubjectKey subject)
    {
        lock (gate)
        {
            return streams.TryGetValue(subject, out var stream) ? stream.Head : 0;
        }
    }

    /// <summary>The events behind a version.</summary>
    /// <exception cref="InvalidOperationException">Some of them were not kept.</exception>
    public IReadOnlyList<StoredEvent> Read(SubjectKey subject, long afterVersion)
    {
        lock (gate)
        {
            if (!streams.TryGetValue(subject, out var stream) || stream.Head == afterVersion)
            {
                return [];
            }

            return stream.Head == stream.Kept.Count
                ? [.. stream.Kept.Select((one, at) => new StoredEvent(at + 1, subject, at + 1, one)).Skip((int)afterVersion)]
                : throw new InvalidOperationException($"{subject} is loaded again, of which not all was kept.");
        }
    }

    private Stream Of(in SubjectKey subject)
    {
        if (!streams.TryGetValue(subject, out var stream))
        {
            streams.Add(subject, stream = new Stream());
        }

        return stream;
    }

    private sealed class Stream
    {
        public long Head { get; set; }

        public List<Event> Kept { get; } = new(1);
    }
}
