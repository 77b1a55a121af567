using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>Which catalog each tenant runs on.</summary>
public interface ICatalogs
{
    /// <summary>The tenant's active catalog, compiled for folding and deciding; false while there is none. Called on every request: memory only.</summary>
    bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog);

    /// <summary>An older catalog that served decisions of this tenant, or null where it was never published here.</summary>
    ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash);
}
