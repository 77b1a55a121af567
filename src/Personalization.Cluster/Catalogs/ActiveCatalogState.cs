namespace Personalization.Cluster.Catalogs;

/// <summary>What an <see cref="ActiveCatalogGrain"/> stores. A stored format: members are only ever added, under new ids.</summary>
[GenerateSerializer, Alias("personalization.active-catalog-state.v1")]
internal sealed class ActiveCatalogState
{
    /// <summary>The latest activation.</summary>
    [Id(0)]
    public CatalogActivation Activation { get; set; } = CatalogActivation.None;
}
