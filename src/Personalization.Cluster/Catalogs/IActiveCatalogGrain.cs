using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Personalization.Core.Catalogs;

namespace Personalization.Cluster.Catalogs;

/// <summary>Names the catalog that one tenant runs on. The key is the tenant, such as <c>acme/production</c>.</summary>
/// <remarks>It is the one place in the cluster where a tenant's catalog changes, so that all silos agree on the order of changes.</remarks>
[Alias("personalization.active-catalog"), Version(1)]
public interface IActiveCatalogGrain : IGrainWithStringKey
{
    /// <summary>The latest stored activation; never waits for one that is being stored.</summary>
    [Alias("get"), AlwaysInterleave, ReadOnly]
    ValueTask<CatalogActivation> Get();

    /// <summary>Makes a catalog the active one and answers after that was stored. Doing it twice changes nothing the second time.</summary>
    /// <param name="hash">The value of a <see cref="CatalogHash"/>: 64 lower-case hex digits.</param>
    /// <exception cref="ArgumentException">The hash is none; callers parse what users send before they come here.</exception>
    [Alias("activate")]
    ValueTask<CatalogActivation> Activate(string hash);
}
