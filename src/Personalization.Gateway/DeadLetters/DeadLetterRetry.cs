using System.Text;
using Personalization.Core.Subjects;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Segment;
using Personalization.Grains;
using Personalization.Journal.Control;

namespace Personalization.Gateway.DeadLetters;

/// <summary>Sends refused events in again, as when a contract has been corrected.</summary>
internal sealed class DeadLetterRetry(IControlStore control, Intake intake)
{
    /// <summary>Retries letters.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="ids">Which, or null for the oldest.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What became of them; the index of a refusal is its place among the letters that were tried.</returns>
    public async ValueTask<Answer<IntakeReport>> Run(TenantId tenant, IReadOnlyCollection<long>? ids, CancellationToken cancellation)
    {
        var tried = ids is null ? await control.DeadLetters.ReadOldest(tenant, 0, Limits.PageMax) : await control.DeadLetters.Read(tenant, ids);
        var report = await intake.Judge(tenant, [.. tried.Select(ReadAgain)], keyLabel: null, cancellation);
        if (report.IsOk)
        {
            // What its person does not want to be kept goes, too.
            var refused = report.Value.Rejected.Where(one => one.Problem.Code != IngestAnswer.SourceOff).Select(one => one.Index).ToHashSet();
            await control.DeadLetters.Remove(tenant, tried.Where((_, at) => !refused.Contains(at)).Select(stored => stored.Id));
        }

        return report;
    }

    private static IntakeItem ReadAgain(StoredDeadLetter stored) => stored.IsCut
        ? new IntakeItem(stored.Letter.MessageId, null, stored.Letter.Problem, default)
        : SegmentBody.ReadAgain(Encoding.UTF8.GetBytes(stored.Letter.Raw), stored.Letter.Received);
}
