using System.Diagnostics.CodeAnalysis;
using Personalization.Benchmarks.InProcess;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Benchmarks.Hosts;

/// <summary>The sample's catalog for peeks, and for another tenant one with caps that always leave room, so that every serve counts.</summary>
internal sealed class BenchCatalogs : ICatalogs
{
    /// <summary>More than anybody is served within <see cref="Window"/>, and few enough for a profile of ordinary size.</summary>
    private const int CapMax = 50;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly SampleCatalog sample = new();
    private readonly ActiveCatalog capped;

    public BenchCatalogs()
    {
        var theatre = Theatre.Catalog(CapMax, purse: 1);
        capped = ActiveCatalog.Compile(theatre with { Caps = [.. theatre.Caps.Select(cap => cap with { Max = CapMax, Window = Window })] });
    }

    /// <summary>Whom serves are made for: on <c>seat</c> a user's cap counts, on <c>box</c> an account's.</summary>
    public static TenantId Capped => Sample.Acme;

    /// <inheritdoc/>
    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        catalog = tenant == Capped ? capped : sample.Active;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash) =>
        new(TryGetActive(tenant, out var active) && active.Catalog.Hash == hash ? active : null);
}
