using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal.Residency;

namespace Personalization.Gateway.Regions;

/// <summary>Finds the region of calls that name a decision and nobody: a decision belongs where its subject does.</summary>
internal sealed class DecisionRegions(IServedRecords records, IRegions regions, IEnumerable<ISubjectPins> subjects)
{
    private readonly ISubjectPins? pins = subjects.SingleOrDefault();

    /// <summary>The problem of a decision whose subject is pinned to another region; null for none, and where no subject is pinned nothing is looked up.</summary>
    public async ValueTask<WrongRegion?> Check(TenantId tenant, string decisionId, CancellationToken cancellation) =>
        pins is { IsEmpty: false } && await records.FindServed(tenant, decisionId, cancellation) is { } record && regions.Find(record.Subject) is { } elsewhere
            ? new WrongRegion(elsewhere)
            : null;
}
