using Personalization.Grpc.V1;

namespace Personalization.Cli.Sending;

/// <summary>Events that travel together, with the lines they came from.</summary>
internal sealed class EventBatch
{
    /// <summary>A server takes 2,500 events and 500 KiB at once; smaller batches keep progress smooth.</summary>
    private const int EventsMax = 500;
    private const int BytesMax = 400 * 1024;
    private int bytes;

    /// <summary>The message to send.</summary>
    public IngestStreamRequest Request { get; } = new();

    /// <summary>The line number of each event.</summary>
    public List<long> Lines { get; } = [];

    /// <summary>Whether another event of that size would make it too large.</summary>
    public bool IsFullFor(Event one) => Lines.Count > 0 && (Lines.Count >= EventsMax || bytes + one.CalculateSize() > BytesMax);

    /// <summary>Adds an event.</summary>
    public void Add(Event one, long line)
    {
        bytes += one.CalculateSize();
        Request.Events.Add(one);
        Lines.Add(line);
    }
}
