namespace Personalization.Grpc.V1;

/// <summary>The methods of <c>personalization.v1.Catalog</c>: publishing catalogs.</summary>
public static class Catalog
{
    /// <summary>Says what is wrong with a catalog.</summary>
    public static Method<CatalogValidateRequest, CatalogValidateResponse> Validate { get; } =
        new(CatalogReflection.Descriptor, nameof(Catalog), nameof(Validate));

    /// <summary>Keeps a catalog.</summary>
    public static Method<CatalogPublishRequest, CatalogPublishResponse> Publish { get; } =
        new(CatalogReflection.Descriptor, nameof(Catalog), nameof(Publish));

    /// <summary>Makes a published version the active one.</summary>
    public static Method<CatalogActivateRequest, CatalogActivateResponse> Activate { get; } =
        new(CatalogReflection.Descriptor, nameof(Catalog), nameof(Activate));

    /// <summary>Lists what was published.</summary>
    public static Method<CatalogVersionsRequest, CatalogVersionsResponse> Versions { get; } =
        new(CatalogReflection.Descriptor, nameof(Catalog), nameof(Versions));
}
