using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Replay;

/// <summary>The catalogs that decided, as a run comes across them.</summary>
internal sealed class RunCatalogs(ICatalogs catalogs, TenantId tenant)
{
    private readonly Dictionary<string, ActiveCatalog?> known = new(StringComparer.Ordinal);

    /// <summary>The catalog with a hash, or null where it was never published here.</summary>
    public async ValueTask<ActiveCatalog?> Find(string hash)
    {
        if (known.TryGetValue(hash, out var catalog))
        {
            return catalog;
        }

        if (known.Count == Limits.CatalogsMax)
        {
            known.Clear();
        }

        return known[hash] = await catalogs.Find(tenant, new CatalogHash(hash)).ConfigureAwait(false);
    }
}
