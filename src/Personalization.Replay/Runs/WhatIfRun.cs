using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>Decides every served decision in scope again, under another catalog, and says what changes.</summary>
public sealed class WhatIfRun(ReplayScope scope, ReplaySource source, ActiveCatalog catalog, IReplayFindings findings) : IReplayRun
{
    /// <inheritdoc/>
    public bool NeedsHistory => true;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts => throw new NotSupportedException($"{scope} {source} {catalog} {findings}");

    /// <inheritdoc/>
    public ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask Flush(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
