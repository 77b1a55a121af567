using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>Another catalog at every look, each of which folds profiles in another way.</summary>
internal sealed class RestlessCatalogs : ICatalogs
{
    private readonly ActiveCatalog[] catalogs = [ActiveCatalog.Compile(Theatre.Season('a', 9, 1)), ActiveCatalog.Compile(Theatre.Season('b', 9, 1))];
    private int looks;

    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        catalog = catalogs[Interlocked.Increment(ref looks) % 2];
        return true;
    }

    public ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash) => new(Array.Find(catalogs, one => one.Catalog.Hash == hash));
}
