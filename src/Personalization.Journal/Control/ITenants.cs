using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The tenants of the server.</summary>
public interface ITenants
{
    /// <summary>Makes a tenant.</summary>
    /// <returns>Null, or why not: <c>tenant_invalid</c>, <c>tenant_exists</c>.</returns>
    ValueTask<Problem?> Create(TenantId tenant);

    /// <summary>Makes a tenant where it is missing.</summary>
    /// <returns>Null, or why not: <c>tenant_invalid</c>.</returns>
    ValueTask<Problem?> Ensure(TenantId tenant);

    /// <summary>Says to which region a tenant belongs: nodes of other ones neither store nor answer anything for it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="region">The region's name; null lifts the pin, so that it belongs to every region.</param>
    /// <returns>Null, or why not: <c>tenant_unknown</c>, <c>region_invalid</c>.</returns>
    ValueTask<Problem?> Pin(TenantId tenant, string? region);

    /// <summary>Whether there is such a tenant.</summary>
    ValueTask<bool> Exists(TenantId tenant);

    /// <summary>All tenants by name.</summary>
    ValueTask<IReadOnlyList<Tenant>> List();
}
