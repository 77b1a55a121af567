namespace Personalization.Cluster.Catalogs;

/// <summary>What an <see cref="ActiveCatalogGrain"/> stores. A stored format: members are only ever added, under new ids.</summary>
[GenerateSerializer, Alias("personalization.active-catalog-state.v1")]
internal sealed class ActiveCatalogState
{
    /// <summary>The latest activation, or null for none.</summary>
    /// <remarks>Never a shared instance: the JSON of grain storage fills in what stands here, and so would change it for everybody.</remarks>
    [Id(0)]
    public CatalogActivation? Activation { get; set; }
}
