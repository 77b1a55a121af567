using System.Formats.Tar;
using System.IO.Compression;

namespace Personalization.Cli;

/// <summary>Packs the YAML files of a catalog's folder as servers take them.</summary>
internal static class CatalogPack
{
    /// <summary>Packs a folder.</summary>
    /// <returns>A tar.gz whose names are relative to the folder, in ordinal order.</returns>
    /// <exception cref="UsageException">There is no such folder, or it has no YAML file, or more than a server takes.</exception>
    public static byte[] Pack(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException(File.Exists(folder) ? $"{folder} is a file; give the folder that the catalog's files are in." : $"There is no folder {folder}.");
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var paths = Directory.EnumerateFiles(folder, "*", options)
            .Where(path => Path.GetExtension(path) is ".yaml" or ".yml")
            .Take(Limits.CatalogFilesMax + 1)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (paths.Count is 0 or > Limits.CatalogFilesMax)
        {
            throw new UsageException(paths.Count == 0 ? $"{folder} has no *.yaml or *.yml file." : $"{folder} has more than {Limits.CatalogFilesMax} files; is it the catalog's folder?");
        }

        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var path in paths)
            {
                tar.WriteEntry(path, Path.GetRelativePath(folder, path).Replace('\\', '/'));
            }
        }

        return bytes.ToArray();
    }
}
