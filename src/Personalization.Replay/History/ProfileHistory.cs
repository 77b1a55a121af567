using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Replay.History;

/// <summary>Profiles and decisions as of a time of the past, made from the journal for each question.</summary>
/// <remarks>
/// Known at a time is what had been received by then, by the clock of the server, whenever it had happened. Nothing is changed. A look begins at
/// the nearest mark of the profile, which the host keeps or an earlier look left in memory, and without any it reads the whole stream.
/// </remarks>
/// <param name="journal">The events.</param>
/// <param name="snapshots">Where the host keeps marks of profiles.</param>
/// <param name="catalogs">The catalogs of then.</param>
public sealed class ProfileHistory(IJournal journal, ISnapshots snapshots, PastCatalogs catalogs)
{
    private readonly PastFold past = new(journal, snapshots, new ProfileMarks());

    /// <summary>The state of a subject as it was known at a time.</summary>
    /// <returns>The state, or a problem: <c>unknown_subject</c> (nothing was known then), <c>unknown_catalog</c>, <c>not_ready</c>.</returns>
    public async ValueTask<Answer<PastProfile>> Get(SubjectKey subject, PastMoment moment, CancellationToken cancellation)
    {
        var found = await catalogs.Find(subject.Tenant, moment).ConfigureAwait(false);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var catalog = found.Value;
        (subject, var profile) = await Person(catalog.Folds, subject, moment.At, cancellation).ConfigureAwait(false);
        if (profile.Version == 0)
        {
            return HistoryProblems.UnknownSubject(subject, moment.At);
        }

        var view = new ProfileViewBuilder(subject, profile, catalog, DecisionInputs.EffectiveNow(moment.At, profile)).Build();
        return new PastProfile(view, moment.At, catalog.Catalog.Hash);
    }

    /// <summary>Decides as a peek at a time: with what was known then of the person, the account and what the tenant shares, and as if it were that time.</summary>
    /// <param name="request">The question; its own time and mode do not count.</param>
    /// <param name="moment">When.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The decision, which names the catalog; or a problem: <c>unknown_surface</c>, <c>unknown_catalog</c>, <c>not_ready</c>.</returns>
    public async ValueTask<Answer<Decision>> Decide(DecisionRequest request, PastMoment moment, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = await catalogs.Find(request.Subject.Tenant, moment).ConfigureAwait(false);
        if (!found.IsOk)
        {
            return found.Problem;
        }

        var catalog = found.Value;
        if (!catalog.Decisions.TryGetSurface(request.Surface, out var surface))
        {
            return HistoryProblems.UnknownSurface(request.Surface);
        }

        var (subject, user) = await Person(catalog.Folds, request.Subject, moment.At, cancellation).ConfigureAwait(false);
        var accountId = request.AccountId ?? user.LatestAccountId;
        var account = accountId is null ? null : await past.Fold(catalog.Folds, Other(request, SubjectKind.Account, accountId), moment.At, cancellation).ConfigureAwait(false);
        var owners = new Profile[surface.SharedOwners.Length];
        for (var at = 0; at < owners.Length; at++)
        {
            owners[at] = await past.Fold(catalog.Folds, Other(request, SubjectKind.Shared, surface.SharedOwners[at]), moment.At, cancellation).ConfigureAwait(false);
        }

        var now = DecisionInputs.EffectiveNow(moment.At, user);
        var inputs = new DecisionInputs(subject, user, account, accountId, request.Context, request.Max, now, []);
        return ServeTurn.Peek(catalog.Decisions, surface, inputs, subject.StableHash(), request.Explain, owners)
            ?? throw new InvalidOperationException($"The surface {request.Surface} asks for owners that it does not name.");
    }

    /// <summary>Whoever a subject was known as at a time.</summary>
    private async ValueTask<(SubjectKey Subject, Profile Profile)> Person(FoldPlan plan, SubjectKey subject, Instant at, CancellationToken cancellation)
    {
        var profile = await past.Fold(plan, subject, at, cancellation).ConfigureAwait(false);
        for (var hops = 0; profile.MergedInto is { } user && hops < Grains.Limits.MergeChainMax; hops++)
        {
            subject = new SubjectKey(subject.Tenant, SubjectKind.User, user);
            profile = await past.Fold(plan, subject, at, cancellation).ConfigureAwait(false);
        }

        return (subject, profile);
    }

    private static SubjectKey Other(DecisionRequest request, SubjectKind kind, string id) => new(request.Subject.Tenant, kind, id);
}
