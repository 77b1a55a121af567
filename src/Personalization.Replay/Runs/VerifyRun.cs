using Personalization.Core.Events;
using Personalization.Core.Turns;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Replay.Shelves;

namespace Personalization.Replay;

/// <summary>Recomputes every served decision in scope under the catalog that decided, and compares bit for bit.</summary>
/// <remarks>Findings are <see cref="VerifyFailure"/>, <see cref="UnknownCatalog"/> and <see cref="MissingHistory"/>.</remarks>
public sealed class VerifyRun : DecisionRun
{
    /// <summary>Begins at the beginning of the feed.</summary>
    /// <param name="scope">Which decisions.</param>
    /// <param name="source">What is read beside the feed.</param>
    /// <param name="findings">Where findings go.</param>
    public VerifyRun(ReplayScope scope, ReplaySource source, IReplayFindings findings)
        : this(scope, source, findings, ShelfLimits.Default)
    {
    }

    internal VerifyRun(ReplayScope scope, ReplaySource source, IReplayFindings findings, ShelfLimits limits)
        : base(scope, source, findings, source.Catalogs.TryGetActive(scope.Tenant, out var active) ? active.Folds : null, limits, ReplayCounts.Identical, ReplayCounts.Different)
    {
    }

    private protected override async ValueTask<ReplayFinding?> Judge(StoredEvent stored, Served served, ActiveCatalog catalog, CancellationToken cancellation)
    {
        // Those who appear from now on are asked about under this plan, too.
        Shelves.Lead(catalog.Folds);
        var past = await Past(stored, served, catalog.Folds, cancellation).ConfigureAwait(false);
        if (past.Missing is not null)
        {
            return past.Missing;
        }

        var inputs = RecomputeTurn.Inputs(stored.Subject, past.User, past.Account, served);
        var differences = ServedComparison.Compare(served, RecomputeTurn.Recompute(catalog.Decisions, inputs, served));
        if (differences.Count == 0)
        {
            Counted.Add(ReplayCounts.Identical);
            return null;
        }

        if (await Expired(stored, served, cancellation).ConfigureAwait(false) is { } missing)
        {
            return missing;
        }

        Counted.Add(ReplayCounts.Different);
        return new VerifyFailure(served.Id, stored.Subject, served.Surface, served.Time, stored.Position, differences);
    }
}
