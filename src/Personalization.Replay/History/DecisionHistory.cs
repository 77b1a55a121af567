using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Replay.Shelves;

namespace Personalization.Replay.History;

/// <summary>Served decisions, looked up by their ids and made again.</summary>
/// <param name="records">The records.</param>
/// <param name="journal">The events that they read.</param>
/// <param name="catalogs">The catalogs that decided.</param>
public sealed class DecisionHistory(IServedRecords records, IJournal journal, ICatalogs catalogs)
{
    /// <summary>Looks a decision up.</summary>
    /// <returns>The decision, or a problem: <c>unknown_decision</c>, <c>not_ready</c> (there is no catalog to say it with).</returns>
    public async ValueTask<Answer<PastDecision>> Get(TenantId tenant, string decisionId, CancellationToken cancellation)
    {
        if (await records.FindServed(tenant, decisionId, cancellation).ConfigureAwait(false) is not { } record)
        {
            return HistoryProblems.UnknownDecision;
        }

        if (await catalogs.Find(tenant, new CatalogHash(record.Served.CatalogHash)).ConfigureAwait(false) is { } catalog)
        {
            return await Recompute(record, catalog, cancellation).ConfigureAwait(false);
        }

        return catalogs.TryGetActive(tenant, out var active)
            ? new PastDecision(RepeatTurn.Answer(active.Decisions, record.Served, record.Version), record, [], FindingKinds.UnknownCatalog)
            : HistoryProblems.NotReady;
    }

    private async ValueTask<PastDecision> Recompute(ServedRecord record, ActiveCatalog catalog, CancellationToken cancellation)
    {
        var served = record.Served;
        var answer = RepeatTurn.Answer(catalog.Decisions, served, record.Version);
        var user = await Fold(catalog.Folds, record.Subject, record.Version - 1, cancellation).ConfigureAwait(false);
        var account = served.AccountId is { } id
            ? await Fold(catalog.Folds, new SubjectKey(record.Subject.Tenant, SubjectKind.Account, id), served.AccountVersion, cancellation).ConfigureAwait(false)
            : null;
        if (user.Version != record.Version - 1 || (account is not null && account.Version != served.AccountVersion))
        {
            return new PastDecision(answer, record, [], FindingKinds.MissingHistory);
        }

        var inputs = RecomputeTurn.Inputs(record.Subject, user, account, served);
        var differences = ServedComparison.Compare(served, RecomputeTurn.Recompute(catalog.Decisions, inputs, served));
        return differences.Count > 0 && await HasExpired(record, cancellation).ConfigureAwait(false)
            ? new PastDecision(answer, record, [], FindingKinds.MissingHistory)
            : new PastDecision(answer, record, differences, null);
    }

    private async ValueTask<bool> HasExpired(ServedRecord record, CancellationToken cancellation) =>
        await ExpiredHistory.IsIn(journal, record.Subject, record.Version - 1, cancellation).ConfigureAwait(false)
        || (record.Served.AccountId is { } id
            && await ExpiredHistory.IsIn(journal, new SubjectKey(record.Subject.Tenant, SubjectKind.Account, id), record.Served.AccountVersion, cancellation).ConfigureAwait(false));

    private async ValueTask<Profile> Fold(FoldPlan plan, SubjectKey subject, long version, CancellationToken cancellation)
    {
        var nobody = Profile.Of(plan, subject.Kind);
        return version > 0 ? await JournalFold.UpTo(journal, plan, subject, nobody, version, long.MaxValue, cancellation).ConfigureAwait(false) : nobody;
    }
}
