using Personalization.Core;

namespace Personalization.Journal.Control;

/// <summary>How much of catalogs is kept, wherever they are kept.</summary>
internal static class CatalogStoreRules
{
    /// <summary>Null, or <c>too_large</c>.</summary>
    public static Problem? Check(ReadOnlyMemory<byte> bundle) =>
        bundle.Length > Limits.CatalogBytesMax ? new Problem("too_large", "", $"A catalog has at most {Limits.CatalogBytesMax} bytes.") : null;

    /// <summary>There are as many versions as there can be.</summary>
    public static Problem TooMany { get; } = new("too_many_versions", "", $"There are {Limits.CatalogVersionsMax} versions of this catalog already.");
}
