namespace Personalization.Cluster.Catalogs;

/// <summary>Which catalog of a tenant is active. A wire contract: members are only ever added, under new ids.</summary>
/// <param name="Hash">The catalog's content hash, or null while the tenant has none.</param>
/// <param name="Revision">How many activations there were; a higher one is the newer answer.</param>
[GenerateSerializer, Immutable, Alias("personalization.catalog-activation.v1")]
public sealed record CatalogActivation([property: Id(0)] string? Hash, [property: Id(1)] long Revision)
{
    /// <summary>The answer for a tenant without a catalog.</summary>
    public static CatalogActivation None { get; } = new(null, 0);
}
