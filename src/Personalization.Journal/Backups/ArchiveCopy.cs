using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Copies archives that a folder lacks or that an erasure wrote again; each is verified block by block as it is copied.</summary>
internal static class ArchiveCopy
{
    /// <summary>Copies what the archives of a folder lack, beside their places. Throws <see cref="JournalDamagedException"/> where one is damaged.</summary>
    /// <returns>
    /// The files in the order in which they take their places, so that each step leaves every stream a beginning: those that an erasure wrote again, the newest
    /// first, then new ones.
    /// </returns>
    public static IReadOnlyList<ArchiveFile> Prepare(ArchiveSet source, IDisk disk, string targetFolder, CancellationToken cancellation)
    {
        var folder = ArchiveFormat.FolderOf(targetFolder);
        disk.MakeFolder(folder);
        List<ArchiveFile> again = [], added = [];
        var there = Existing(disk, targetFolder).ToDictionary(file => file.Name);
        foreach (var file in source.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var isThere = there.TryGetValue(file.Name, out var old);
            if (!isThere || !old!.Blocks.SequenceEqual(file.Blocks))
            {
                (isThere ? again : added).Add(Copy(source, file, disk, folder, cancellation));
            }
        }

        again.Reverse();
        return [.. again, .. added];
    }

    /// <summary>Puts prepared files in their places.</summary>
    public static void Place(IDisk disk, IReadOnlyList<ArchiveFile> prepared)
    {
        foreach (var file in prepared)
        {
            ArchiveWriter.Place(disk, file);
        }
    }

    private static IReadOnlyList<ArchiveFile> Existing(IDisk disk, string targetFolder)
    {
        var set = ArchiveSet.Open(disk, targetFolder);
        set.DeleteUnfinished();
        return set.Files;
    }

    private static ArchiveFile Copy(ArchiveSet source, ArchiveFile file, IDisk disk, string folder, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryCopy(source, file, disk, folder) is { } copy)
            {
                return copy;
            }

            cancellation.ThrowIfCancellationRequested();
            file = source.Find(file.FirstCommit)!;
        }
    }

    /// <summary>Null where an erasure of the server put another file in its place meanwhile.</summary>
    private static ArchiveFile? TryCopy(ArchiveSet source, ArchiveFile file, IDisk disk, string folder)
    {
        using var reader = new ArchiveReader(source);
        using var writer = new ArchiveWriter(disk, folder, file.FirstCommit);
        writer.Count(file.Events, file.NewestReceived);
        for (var ordinal = 0; ordinal < file.Blocks.Length; ordinal++)
        {
            try
            {
                writer.Add(file.Blocks[ordinal], reader.ReadPacked(file, ordinal));
            }
            catch (InvalidDataException) when (source.Refresh(file))
            {
                return null;
            }
            catch (InvalidDataException e)
            {
                throw JournalDamagedException.InArchive(file.Name, e.Message, e);
            }
        }

        return writer.Complete();
    }
}
