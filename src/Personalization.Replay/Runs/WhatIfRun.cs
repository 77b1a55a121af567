using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Replay.Shelves;

namespace Personalization.Replay;

/// <summary>Decides every served decision in scope again, under another catalog, and says what changes.</summary>
/// <remarks>
/// History stays as it was: what the other catalog would have served is not counted by caps of later decisions, and nobody answers it.
/// Caps and budgets that the tenant shares are at what they had counted at this place of the feed. Findings are
/// <see cref="DecisionDifference"/>, <see cref="UnknownCatalog"/> and <see cref="MissingHistory"/>.
/// </remarks>
public sealed class WhatIfRun : DecisionRun
{
    private readonly ActiveCatalog other;

    /// <summary>Begins at the beginning of the feed.</summary>
    /// <param name="scope">Which decisions.</param>
    /// <param name="source">What is read beside the feed.</param>
    /// <param name="catalog">The other catalog; it need not be published.</param>
    /// <param name="findings">Where findings go.</param>
    public WhatIfRun(ReplayScope scope, ReplaySource source, ActiveCatalog catalog, IReplayFindings findings)
        : this(scope, source, catalog, findings, ShelfLimits.Default)
    {
    }

    internal WhatIfRun(ReplayScope scope, ReplaySource source, ActiveCatalog catalog, IReplayFindings findings, ShelfLimits limits)
        : base(scope, source, findings, catalog.Folds, limits, ReplayCounts.Unchanged, ReplayCounts.Changed, ReplayCounts.UnknownSurface) => other = catalog;

    private protected override async ValueTask<ReplayFinding?> Judge(StoredEvent stored, Served served, ActiveCatalog catalog, CancellationToken cancellation)
    {
        if (!other.Decisions.TryGetSurface(served.Surface, out var surface))
        {
            Counted.Add(ReplayCounts.UnknownSurface);
            return Found(stored, served, [], [.. served.Actions.Select(action => Change(action.Id, came: false, null))]);
        }

        var past = await Past(stored, served, other.Folds, cancellation).ConfigureAwait(false);
        if (past.Missing is not null)
        {
            return past.Missing;
        }

        var owners = new Profile[surface.SharedOwners.Length];
        for (var at = 0; at < owners.Length; at++)
        {
            var key = new SubjectKey(stored.Subject.Tenant, SubjectKind.Shared, surface.SharedOwners[at]);
            owners[at] = await Shelves.Before(other.Folds, key, stored.Position, cancellation).ConfigureAwait(false);
        }

        var now = Decide(stored.Subject, past, served, surface, owners, explain: false);
        if (IsSame(served, now))
        {
            Counted.Add(ReplayCounts.Unchanged);
            return null;
        }

        if (await Expired(stored, served, cancellation).ConfigureAwait(false) is { } missing)
        {
            return missing;
        }

        var explained = Decide(stored.Subject, past, served, surface, owners, explain: true);
        var then = await Then(stored, served, catalog, now, cancellation).ConfigureAwait(false);
        return Found(stored, served, now.Actions, [.. Changes(served, explained, then)]);
    }

    private Decision Decide(SubjectKey subject, in DecisionPast past, Served served, SurfacePlan surface, Profile[] owners, bool explain)
    {
        // What was refused then is asked again now.
        var inputs = RecomputeTurn.Inputs(subject, past.User, past.Account, served) with { Refused = [] };
        return ServeTurn.Peek(other.Decisions, surface, inputs, subject.StableHash(), explain, owners)
            ?? throw new InvalidOperationException($"The surface {served.Surface} asks for owners that it does not name.");
    }

    /// <summary>What was decided then with all the reasons, where something came that was stopped then.</summary>
    private async ValueTask<Decision?> Then(StoredEvent stored, Served served, ActiveCatalog catalog, Decision now, CancellationToken cancellation)
    {
        if (now.Actions.All(action => OutcomeTurn.HasAction(served, action.Id)))
        {
            return null;
        }

        var past = await Past(stored, served, catalog.Folds, cancellation).ConfigureAwait(false);
        return RecomputeTurn.Explain(catalog.Decisions, RecomputeTurn.Inputs(stored.Subject, past.User, past.Account, served), served);
    }

    private DecisionDifference Found(in StoredEvent stored, Served served, IReadOnlyList<ChosenAction> now, ActionChange[] changes)
    {
        Counted.Add(ReplayCounts.Changed);
        foreach (var change in changes)
        {
            Counted.Add((change.Came ? ReplayCounts.Came : ReplayCounts.Went) + change.Action);
            Counted.Add(ReplayCounts.Reason + change.Code);
        }

        return new DecisionDifference(
            served.Id, stored.Subject, served.Surface, served.Time, stored.Position,
            [.. served.Actions.Select(action => action.Id)], [.. now.Select(action => action.Id)], changes);
    }

    private static IEnumerable<ActionChange> Changes(Served served, Decision now, Decision? then)
    {
        foreach (var action in served.Actions.Where(action => now.Actions.All(one => one.Id != action.Id)))
        {
            yield return Change(action.Id, came: false, now);
        }

        foreach (var action in now.Actions.Where(action => !OutcomeTurn.HasAction(served, action.Id)))
        {
            yield return Change(action.Id, came: true, then);
        }
    }

    /// <param name="action">The action.</param>
    /// <param name="came">Whether it came.</param>
    /// <param name="without">The decision that did not choose it; null where there is none.</param>
    private static ActionChange Change(string action, bool came, Decision? without) =>
        without is { Rejected.IsDefault: false } && without.Rejected.FirstOrDefault(one => one.Id == action) is { } rejected
            ? new ActionChange(action, came, rejected.Code, rejected.Detail)
            : new ActionChange(action, came, ActionChange.NotInCatalog, "");

    private static bool IsSame(Served then, Decision now) =>
        then.Actions.Length == now.Actions.Length
        && then.Actions.Zip(now.Actions).All(pair => pair.First.Id == pair.Second.Id && pair.First.Variant == pair.Second.Variant && pair.First.DeliverAt == pair.Second.DeliverAt);
}
