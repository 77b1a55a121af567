using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;

namespace Personalization.Grains.Embedded;

/// <summary>One report of an outcome: finds the record that its decision id names and takes the outcome in as an event.</summary>
internal static class OutcomeCall
{
    /// <summary>Records the outcome.</summary>
    public static async ValueTask<Answer<OutcomeReceipt>> Run(
        EmbeddedContext context, IProfiles profiles, TenantId tenant, OutcomeReport report, CancellationToken cancellation)
    {
        var now = context.Now;
        if (!OutcomeTurn.IsUntilValid(report.Outcome, report.Until, now))
        {
            return GrainProblems.InvalidUntil;
        }

        if (await ServedLookup.Find(context, tenant, report.DecisionId, cancellation).ConfigureAwait(false) is not { } record)
        {
            return GrainProblems.UnknownDecision;
        }

        return OutcomeTurn.HasAction(record.Served, report.ActionId)
            ? await Append(context, profiles, record.Subject, OutcomeTurn.Record(record.Served, report.ActionId, report.Outcome, report.Until, now), cancellation).ConfigureAwait(false)
            : GrainProblems.UnknownAction(report.ActionId);
    }

    private static async ValueTask<Answer<OutcomeReceipt>> Append(
        EmbeddedContext context, IProfiles profiles, SubjectKey subject, OutcomeRecorded recorded, CancellationToken cancellation)
    {
        var incoming = subject.Kind == SubjectKind.User
            ? new IncomingEvent(subject.Id, null, recorded)
            : new IncomingEvent(null, subject.Id, recorded);
        var answers = await profiles.Ingest(subject.Tenant, [incoming], cancellation).ConfigureAwait(false);
        switch (answers[0])
        {
            case { Problem: { } problem }:
                return problem;
            case { Status: IngestStatus.Accepted }:
                context.Metrics.OutcomeRecorded();
                return new OutcomeReceipt(IsDuplicate: false);
            default:
                return new OutcomeReceipt(IsDuplicate: true);
        }
    }
}
