using Personalization.Grpc.V1;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Sending;

/// <summary>Events that travel together, with their places in the source, and what lay between them and could not be sent.</summary>
internal sealed class EventBatch
{
    private readonly List<(long Number, byte[] Json)> sent = [];
    private int bytes;

    /// <summary>The message to send.</summary>
    public IngestStreamRequest Request { get; } = new();

    /// <summary>What was not fit to be sent.</summary>
    public List<RejectedItem> Unfit { get; } = [];

    /// <summary>The place of its last event.</summary>
    public long Last { get; private set; }

    /// <summary>How much of the source was read when it was full, 0 to 1; null where that is not known.</summary>
    public double? Share { get; set; }

    /// <summary>How many events of the source it stands for.</summary>
    public int Count => sent.Count + Unfit.Count;

    /// <summary>Adds an event of a size.</summary>
    public void Add(Event one, int size, in RawEvent raw)
    {
        bytes += size;
        Last = raw.Number;
        Request.Events.Add(one);
        sent.Add((raw.Number, raw.Json.ToArray()));
    }

    /// <summary>Adds what cannot be sent.</summary>
    public void Add(RejectedItem unfit)
    {
        Last = unfit.Number;
        Unfit.Add(unfit);
    }

    /// <summary>Whether another event of that size would make it too large.</summary>
    public bool IsFullFor(int size, int countMax) => Count >= countMax || (sent.Count > 0 && bytes + size > Limits.BatchBytesMax);

    /// <summary>All that was rejected, by the server's answer or before, in the order of the source.</summary>
    public IEnumerable<RejectedItem> Rejected(IngestStreamResponse answer) => answer.Rejected
        .Select(one => new RejectedItem(sent[one.Index].Number, one.Code, one.Path, one.Message, sent[one.Index].Json))
        .Concat(Unfit)
        .OrderBy(item => item.Number);
}
