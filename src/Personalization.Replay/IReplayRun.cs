using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>One kind of work over the feed, fed in feed order from the beginning of the feed. One caller at a time.</summary>
/// <remarks>
/// A run keeps nothing on disk that outlives it. One that was interrupted is made anew and fed from the beginning again; up to the place
/// where the first one was flushed last, the events are not new, and it only makes its state again.
/// </remarks>
public interface IReplayRun : IAsyncDisposable
{
    /// <summary>Whether it needs the events before the place where it goes on. Where not, it may be fed from there.</summary>
    bool NeedsHistory { get; }

    /// <summary>Takes the next event of the feed; those that are not in its scope, too.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="isNew">False while a resumed run only makes its state again: nothing is handed out then, and nothing is counted.</param>
    /// <param name="cancellation">Stops it. A run that was stopped inside of this is only good for being disposed of.</param>
    ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation);

    /// <summary>Works off everything taken so far and hands out its findings: what was taken before need not be new again.</summary>
    ValueTask Flush(CancellationToken cancellation);

    /// <summary>Counts for progress and the final report, by the names of <see cref="ReplayCounts"/>.</summary>
    IReadOnlyDictionary<string, long> Counts { get; }
}
