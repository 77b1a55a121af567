using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Simulation.Worlds;

/// <summary>Which of the <see cref="Fair"/>'s catalogs is active.</summary>
public sealed class SwappedCatalogs : ICatalogs
{
    /// <summary>The active one.</summary>
    public ActiveCatalog Active { get; private set; } = Fair.Catalogs[0];

    /// <summary>Makes another one active.</summary>
    public void Swap(int to) => Active = Fair.Catalogs[to];

    /// <inheritdoc/>
    public bool TryGetActive(TenantId tenant, [NotNullWhen(true)] out ActiveCatalog? catalog)
    {
        catalog = Active;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash) => new(Fair.Catalogs.FirstOrDefault(one => one.Catalog.Hash == hash));
}
