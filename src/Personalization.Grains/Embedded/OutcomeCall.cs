using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;

namespace Personalization.Grains.Embedded;

/// <summary>One report of an outcome: finds the record that its decision id names and takes the outcome in as an event.</summary>
internal static class OutcomeCall
{
    /// <summary>Records the outcome.</summary>
    public static async ValueTask<Answer<OutcomeReceipt>> Run(
        EmbeddedContext context, TenantId tenant, OutcomeReport report, CancellationToken cancellation)
    {
        var now = context.Now;
        if (!OutcomeTurn.IsUntilValid(report.Outcome, report.Until, now))
        {
            return GrainProblems.InvalidUntil;
        }

        if (!DecisionId.TryParse(report.DecisionId, out var id) || id.IsPeek)
        {
            return GrainProblems.UnknownDecision;
        }

        foreach (var subject in await context.Journal.FindSubjects(id.SubjectHash, cancellation).ConfigureAwait(false))
        {
            if (subject.Tenant == tenant && await Find(context, subject, id, report, cancellation).ConfigureAwait(false) is { } served)
            {
                return OutcomeTurn.HasAction(served, report.ActionId)
                    ? await Append(context, subject, OutcomeTurn.Record(served, report.ActionId, report.Outcome, report.Until, now), cancellation).ConfigureAwait(false)
                    : GrainProblems.UnknownAction(report.ActionId);
            }
        }

        return GrainProblems.UnknownDecision;
    }

    private static async ValueTask<Served?> Find(
        EmbeddedContext context, SubjectKey subject, DecisionId id, OutcomeReport report, CancellationToken cancellation)
    {
        var record = await context.ReadDurable(subject, id.Version, cancellation).ConfigureAwait(false);
        return record is Served served && string.Equals(served.Id, report.DecisionId, StringComparison.Ordinal) ? served : null;
    }

    private static async ValueTask<Answer<OutcomeReceipt>> Append(
        EmbeddedContext context, SubjectKey subject, OutcomeRecorded recorded, CancellationToken cancellation)
    {
        var incoming = subject.Kind == SubjectKind.User
            ? new IncomingEvent(subject.Id, null, recorded)
            : new IncomingEvent(null, subject.Id, recorded);
        var answers = await new IngestCall(context, subject.Tenant, [incoming]).Run(cancellation).ConfigureAwait(false);
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
