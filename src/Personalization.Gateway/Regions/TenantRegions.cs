using System.Collections.Frozen;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Regions;

/// <summary>The pins of whole tenants, as the control store told them last.</summary>
/// <param name="control">Where they are kept.</param>
/// <param name="map">In which region this node is.</param>
public sealed class TenantRegions(IControlStore control, RegionMap map) : IRegions
{
    private volatile FrozenDictionary<TenantId, Region> elsewhere = FrozenDictionary<TenantId, Region>.Empty;

    /// <inheritdoc/>
    public Region? Find(in SubjectKey subject) => Find(subject.Tenant);

    /// <inheritdoc/>
    public Region? Find(TenantId tenant) => elsewhere.GetValueOrDefault(tenant);

    /// <summary>Takes up the pins of now. Called by one at a time.</summary>
    /// <exception cref="IOException">The store is away; the pins stay as they were.</exception>
    public async ValueTask Refresh()
    {
        if (map.Own is not { } own)
        {
            return;
        }

        var tenants = await control.Tenants.List();
        elsewhere = tenants.Where(one => one.Region is not null && one.Region != own).ToFrozenDictionary(one => one.Id, one => map.Find(one.Region!));
    }
}
