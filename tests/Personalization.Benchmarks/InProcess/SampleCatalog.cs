using System.Diagnostics.CodeAnalysis;
using Personalization.Authoring;
using Personalization.Benchmarks.Smoke;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Replay.History;

namespace Personalization.Benchmarks.InProcess;

/// <summary>The sample's catalog for one tenant.</summary>
internal sealed class SampleCatalog : ICatalogs, ICatalogHistory
{
    /// <summary>Whom everything in process belongs to.</summary>
    public static readonly TenantId Tenant = new("bench/production");

    /// <summary>The catalog, compiled.</summary>
    public ActiveCatalog Active { get; } = ActiveCatalog.Compile(
        CatalogLoader.LoadFolder(Repository.Find("samples/saas/catalog")).Catalog ?? throw new InvalidOperationException("The sample's catalog has problems."));

    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        catalog = Active;
        return true;
    }

    public ValueTask<CatalogHash?> FindActive(TenantId tenant, Instant at) => new(Active.Catalog.Hash);

    public ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash) => new(hash == Active.Catalog.Hash ? Active : null);
}
