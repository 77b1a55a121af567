using Personalization.Grpc.V1;

namespace Personalization.Cli.Sending;

/// <summary>Events that travel together, with the lines they came from.</summary>
internal sealed class EventBatch
{
    private int bytes;

    /// <summary>The message to send.</summary>
    public IngestStreamRequest Request { get; } = new();

    /// <summary>The line number of each event.</summary>
    public List<long> Lines { get; } = [];

    /// <summary>Whether another event of that size would make it too large.</summary>
    public bool IsFullFor(int size) => Lines.Count > 0 && (Lines.Count >= Limits.BatchEventsMax || bytes + size > Limits.BatchBytesMax);

    /// <summary>Adds an event of a size.</summary>
    public void Add(Event one, int size, long line)
    {
        bytes += size;
        Request.Events.Add(one);
        Lines.Add(line);
    }
}
