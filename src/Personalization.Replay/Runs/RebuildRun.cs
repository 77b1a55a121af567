using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>Copies the events in scope into another tenant, whose active catalog folds them anew.</summary>
public sealed class RebuildRun(ReplayScope scope, TenantId into, IHistoryImport import) : IReplayRun
{
    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts => throw new NotSupportedException($"{scope} {into} {import}");

    /// <inheritdoc/>
    public ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask Flush(CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
