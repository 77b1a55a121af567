using System.Buffers;
using System.Formats.Tar;
using Personalization.Core;
using Personalization.Gateway.Http;
using Personalization.Grains;

namespace Personalization.Gateway.Catalogs.Archives;

/// <summary>Reads a tar.gz: one gzip member with an archive in any of tar's formats.</summary>
internal static class TarArchive
{
    /// <summary>What a tar is made of; even one without files ends with some.</summary>
    private const int BlockBytes = 512;

    /// <summary>Reads the YAML files.</summary>
    public static Answer<ArchiveFiles> Read(ArraySegment<byte> archive)
    {
        switch (Gzip.Inflate(archive, Limits.ArchiveTarBytes, out var tar, out var length))
        {
            case GzipResult.TooLarge:
                return ArchiveFiles.TooLarge;
            case GzipResult.Malformed:
                return CatalogArchive.Damaged;
        }

        try
        {
            return length < BlockBytes ? CatalogArchive.Damaged : ReadEntries(new MemoryStream(tar, 0, length, writable: false));
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            // All of these are what the reader of tar throws at bytes that are no tar.
            return CatalogArchive.Damaged;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tar);
        }
    }

    private static Answer<ArchiveFiles> ReadEntries(MemoryStream tar)
    {
        using var reader = new TarReader(tar);
        var files = new ArchiveFiles();
        while (reader.GetNextEntry() is { } entry)
        {
            if (Take(files, entry) is { } problem)
            {
                return problem;
            }
        }

        return files;
    }

    private static Problem? Take(ArchiveFiles files, TarEntry entry)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.GlobalExtendedAttributes:
                return null;
            case TarEntryType.Directory:
                return files.Enter(entry.Name.TrimEnd('/') is { Length: > 0 } name && entry.Name[0] != '/' ? name : entry.Name);
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                return files.Enter(entry.Name) ?? (ArchiveFiles.IsWanted(entry.Name) ? Add(files, entry) : null);
            default:
                return ArchiveFiles.NoFile(entry.Name);
        }
    }

    private static Problem? Add(ArchiveFiles files, TarEntry entry)
    {
        if (entry.Length > files.BytesLeft)
        {
            return ArchiveFiles.TooLarge;
        }

        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        return files.Add(entry.Name, content);
    }
}
