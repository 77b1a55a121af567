using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Copies archives that a folder lacks or that an erasure wrote again; each is verified block by block as it is copied.</summary>
internal static class ArchiveCopy
{
    /// <summary>Brings the archives of a folder up to those of a set. Throws <see cref="JournalDamagedException"/> where one is damaged.</summary>
    /// <returns>How many files were copied.</returns>
    public static int Run(ArchiveSet source, IDisk disk, string targetFolder, CancellationToken cancellation)
    {
        var folder = ArchiveFormat.FolderOf(targetFolder);
        disk.MakeFolder(folder);
        var copied = 0;
        var there = Existing(disk, targetFolder).ToDictionary(file => file.Name);
        foreach (var file in source.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!there.TryGetValue(file.Name, out var old) || !old.Blocks.SequenceEqual(file.Blocks))
            {
                Copy(source, file, disk, folder, cancellation);
                copied++;
            }
        }

        return copied;
    }

    private static IReadOnlyList<ArchiveFile> Existing(IDisk disk, string targetFolder)
    {
        var set = ArchiveSet.Open(disk, targetFolder);
        set.DeleteUnfinished();
        return set.Files;
    }

    private static void Copy(ArchiveSet source, ArchiveFile file, IDisk disk, string folder, CancellationToken cancellation)
    {
        while (!TryCopy(source, file, disk, folder))
        {
            cancellation.ThrowIfCancellationRequested();
            file = source.Find(file.FirstCommit)!;
        }
    }

    /// <summary>False where an erasure of the server put another file in its place meanwhile.</summary>
    private static bool TryCopy(ArchiveSet source, ArchiveFile file, IDisk disk, string folder)
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
                return false;
            }
            catch (InvalidDataException e)
            {
                throw JournalDamagedException.InArchive(file.Name, e.Message, e);
            }
        }

        writer.Finish();
        return true;
    }
}
