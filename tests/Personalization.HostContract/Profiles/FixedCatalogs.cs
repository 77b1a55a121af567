using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

/// <summary>The same catalog for every tenant, until another one is published.</summary>
public sealed class FixedCatalogs(Catalog first) : ICatalogs
{
    private readonly List<ActiveCatalog> published = [ActiveCatalog.Compile(first)];
    private volatile ActiveCatalog? active;

    public void Publish(Catalog catalog)
    {
        var compiled = ActiveCatalog.Compile(catalog);
        lock (published)
        {
            published.Add(compiled);
        }

        active = compiled;
    }

    /// <summary>Makes a published catalog the active one again.</summary>
    public void Activate(CatalogHash hash) => active = FindPublished(hash) ?? throw new ArgumentException("It was never published.", nameof(hash));

    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        catalog = active ?? published[0];
        return true;
    }

    public ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash) => new(FindPublished(hash));

    private ActiveCatalog? FindPublished(CatalogHash hash)
    {
        lock (published)
        {
            return published.Find(one => one.Catalog.Hash == hash);
        }
    }
}
