using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>Copies the events in scope as they are into another tenant of the same journal, whose active catalog folds them anew.</summary>
/// <remarks>
/// What was copied before is recognised by its id, so a rebuild may be repeated and gone on with. The order within each stream is kept;
/// between streams it is not, and decisions that are copied cannot be verified there, since their ids name the tenant that they were made for.
/// </remarks>
public sealed class RebuildRun : IReplayRun
{
    private readonly ReplayScope scope;
    private readonly TenantId into;
    private readonly IHistoryImport import;
    private readonly RunCounts counts = new(ReplayCounts.Imported, ReplayCounts.Present);
    private readonly Dictionary<SubjectKey, List<Event>> waiting = [];
    private int waitingEvents;

    /// <summary>Begins where it is fed from.</summary>
    /// <param name="scope">Which events.</param>
    /// <param name="into">The other tenant; its catalog is active.</param>
    /// <param name="import">Takes the events.</param>
    /// <exception cref="ArgumentException">The tenant is the one that is read.</exception>
    public RebuildRun(ReplayScope scope, TenantId into, IHistoryImport import)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Tenant == into)
        {
            throw new ArgumentException("A tenant is not rebuilt into itself.", nameof(into));
        }

        this.scope = scope;
        this.into = into;
        this.import = import;
    }

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, long> Counts => counts.Read();

    /// <inheritdoc/>
    /// <exception cref="ReplayRefusedException">The other tenant does not take the events.</exception>
    public ValueTask Take(StoredEvent stored, bool isNew, CancellationToken cancellation)
    {
        if (!isNew || !scope.Contains(stored))
        {
            return default;
        }

        counts.CountEvent();
        var subject = stored.Subject with { Tenant = into };
        if (!waiting.TryGetValue(subject, out var events))
        {
            waiting.Add(subject, events = []);
        }

        events.Add(stored.Event);
        return ++waitingEvents < Limits.RebuildEvents ? default : Flush(cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ReplayRefusedException">The other tenant does not take the events.</exception>
    public async ValueTask Flush(CancellationToken cancellation)
    {
        // All at once, so that they share commits.
        var receipts = await Task.WhenAll(waiting.Select(one => import.Import(one.Key, one.Value, cancellation).AsTask())).ConfigureAwait(false);
        waiting.Clear();
        waitingEvents = 0;
        foreach (var receipt in receipts)
        {
            var done = receipt.IsOk ? receipt.Value : throw new ReplayRefusedException(receipt.Problem);
            counts.Add(ReplayCounts.Imported, done.Appended);
            counts.Add(ReplayCounts.Present, done.Present);
        }
    }

    /// <summary>Forgets what has not been flushed.</summary>
    public ValueTask DisposeAsync() => default;
}
