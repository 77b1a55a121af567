using Personalization.Authoring;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Catalogs;

/// <summary>Where the catalogs of tenants are published, and swapped while decisions are made. The executable says where they are kept.</summary>
public interface ICatalogShelf
{
    /// <summary>Keeps a checked catalog, and makes it the active one where somebody says so: both or nothing. Whoever asks for a decision after that gets it by the new one.</summary>
    /// <param name="tenant">Whose catalog.</param>
    /// <param name="catalog">The catalog.</param>
    /// <param name="bundle">Its canonical form.</param>
    /// <param name="activator">Who activates it; null leaves the active one as it is.</param>
    /// <returns>Null, or why it cannot be kept: <c>too_large</c>, <c>too_many_versions</c>.</returns>
    ValueTask<Problem?> Publish(TenantId tenant, Catalog catalog, CatalogBundle bundle, CatalogActivator? activator);

    /// <summary>Makes a published version the active one.</summary>
    /// <returns>Whether there is such a version.</returns>
    ValueTask<bool> Activate(TenantId tenant, CatalogHash hash, CatalogActivator activator);
}
