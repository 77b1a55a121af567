namespace Personalization.Replay.Backfilling;

/// <summary>Where history comes from: events in Segment's JSON shape, one after the other, with a number to go on from.</summary>
public interface IEventSource : IAsyncDisposable
{
    /// <summary>How much of it has been read, 0 to 1; null where its size is not known.</summary>
    double? Share { get; }

    /// <summary>Reads the next event; null at the end. One call at a time.</summary>
    /// <exception cref="SourceException">It cannot be read on; the message says how far it came.</exception>
    ValueTask<RawEvent?> Read(CancellationToken cancellation);

    /// <summary>Whether the next read will not wait longer than this: what was read before must not lie about meanwhile. True for whatever lies there as a whole.</summary>
    ValueTask<bool> Comes(TimeSpan within, CancellationToken cancellation) => new(true);

    /// <summary>Says that every event up to a number is durable, or refused and kept as such: the source need not give it again.</summary>
    ValueTask Settle(long number, CancellationToken cancellation);
}
