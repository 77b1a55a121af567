using Personalization.Core.Subjects;
using Personalization.Journal.Residency;

namespace Personalization.Gateway.Regions;

/// <summary>The pins of tenants, and of single subjects where the host keeps some.</summary>
/// <param name="tenants">Those of tenants, which go first.</param>
/// <param name="subjects">Those of subjects; none on a host that cannot move them.</param>
/// <param name="map">In which region this node is.</param>
internal sealed class PinnedRegions(TenantRegions tenants, IEnumerable<ISubjectPins> subjects, RegionMap map) : IRegions
{
    private readonly ISubjectPins? pins = map.Own is null ? null : subjects.SingleOrDefault();

    /// <inheritdoc/>
    public Region? Find(in SubjectKey subject) =>
        tenants.Find(subject.Tenant) ?? (pins?.Find(subject) is { } region && region != map.Own ? map.Find(region) : null);

    /// <inheritdoc/>
    public Region? Find(TenantId tenant) => tenants.Find(tenant);
}
