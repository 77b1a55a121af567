using System.IO.Compression;
using Personalization.Core;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs.Archives;

/// <summary>Reads a zip. What it tells of sizes is not believed: reading stops at the bound.</summary>
internal static class ZipFile
{
    /// <summary>The type of a file in the Unix mode that the upper half of the attributes holds.</summary>
    private const int TypeMask = 0xF000, Folder = 0x4000, RegularFile = 0x8000;

    /// <summary>Reads the YAML files.</summary>
    public static Answer<ArchiveFiles> Read(ArraySegment<byte> archive)
    {
        try
        {
            using var stream = new MemoryStream(archive.Array!, archive.Offset, archive.Count, writable: false);
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var files = new ArchiveFiles();
            foreach (var entry in zip.Entries)
            {
                if (Take(files, entry) is { } problem)
                {
                    return problem;
                }
            }

            return files;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or ArgumentException or OverflowException or NotSupportedException)
        {
            // All of these are what the reader of zips throws at bytes that are no zip.
            return CatalogArchive.Damaged;
        }
    }

    private static Problem? Take(ArchiveFiles files, ZipArchiveEntry entry)
    {
        var type = (entry.ExternalAttributes >> 16) & TypeMask;
        if (type is not (0 or Folder or RegularFile))
        {
            return ArchiveFiles.NoFile(entry.FullName);
        }

        return files.Enter(entry.FullName) ?? (ArchiveFiles.IsWanted(entry.FullName) ? Add(files, entry) : null);
    }

    private static Problem? Add(ArchiveFiles files, ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var content = new MemoryStream();
        Span<byte> chunk = stackalloc byte[8192];
        int read;
        while ((read = stream.Read(chunk)) > 0)
        {
            content.Write(chunk[..read]);
            if (content.Length > files.BytesLeft)
            {
                return ArchiveFiles.TooLarge;
            }
        }

        return files.Add(entry.FullName, content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}
