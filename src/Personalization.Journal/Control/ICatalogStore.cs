using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The published catalogs of all tenants, whole bundles by content hash; at most one of a tenant is active.</summary>
public interface ICatalogStore
{
    /// <summary>Keeps a bundle, and makes it the active one where somebody says so: both or nothing. A hash that is known is not kept again.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="hash">Its content hash.</param>
    /// <param name="bundle">The canonical bundle.</param>
    /// <param name="activator">Who activates it; null leaves the active one as it is.</param>
    /// <returns>Null, or why not: <c>too_large</c>, <c>too_many_versions</c>.</returns>
    ValueTask<Problem?> Publish(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator? activator = null);

    /// <summary>Publishes and activates a bundle where the tenant has no active one; whoever was first stays.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="hash">Its content hash.</param>
    /// <param name="bundle">The canonical bundle.</param>
    /// <param name="activator">Who activates it.</param>
    /// <returns>The hash of the active version now, or why there is none: as <see cref="Publish"/>.</returns>
    ValueTask<(Problem? Problem, string? Hash)> Seed(TenantId tenant, string hash, ReadOnlyMemory<byte> bundle, CatalogActivator activator);

    /// <summary>Makes a published version the active one of its tenant.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="hash">The version.</param>
    /// <param name="activator">Who activates it.</param>
    /// <returns>Whether there is such a version.</returns>
    ValueTask<bool> Activate(TenantId tenant, string hash, CatalogActivator activator);

    /// <summary>What was activated when and by whom, the newest first.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="limit">How many at most; the newest <see cref="Limits.CatalogActivationsMax"/> are kept.</param>
    ValueTask<IReadOnlyList<CatalogActivation>> Activations(TenantId tenant, int limit);

    /// <summary>The hash of the version that was activated last at a time; null where the kept activations do not reach back to it.</summary>
    ValueTask<string?> ActiveAt(TenantId tenant, Instant at);

    /// <summary>The active versions of all tenants.</summary>
    ValueTask<IReadOnlyList<CatalogVersion>> AllActive();

    /// <summary>All versions of a tenant, the newest first.</summary>
    ValueTask<IReadOnlyList<CatalogVersion>> List(TenantId tenant);

    /// <summary>The bundle of a version, or null.</summary>
    ValueTask<byte[]?> LoadBundle(TenantId tenant, string hash);
}
