using Personalization.Core;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs.Archives;

/// <summary>Reads a catalog's folder out of a tar.gz or a zip that nobody vouches for.</summary>
internal static class CatalogArchive
{
    /// <summary>Reads the YAML files.</summary>
    /// <param name="archive">The archive; what it is shows in its first bytes, whatever the sender called it.</param>
    /// <returns>The files, or the first thing that is wrong with the archive.</returns>
    public static Answer<ArchiveFiles> Read(ArraySegment<byte> archive) => archive.AsSpan() switch
    {
        [0x1F, 0x8B, ..] => TarArchive.Read(archive),
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => ZipFile.Read(archive),
        _ => new Problem(ProblemCodes.UnsupportedArchive, "", "This is neither a tar.gz nor a zip."),
    };

    /// <summary>Refuses what cannot be unpacked.</summary>
    public static Problem Damaged { get; } = new(ProblemCodes.DamagedArchive, "", "The archive is damaged or cut off.");
}
