namespace Personalization.Journal.Archives;

/// <summary>Makes an archive durable once more, before the rows that it replaces are deleted.</summary>
/// <remarks>
/// A folder whose sync failed may show a name that the disk does not have, and no later sync writes it again (<see cref="Sqlite.LogRenewal"/>). So the file is
/// written anew, each block verified, and takes the place of the one that is shown.
/// </remarks>
internal static class ArchiveRenewal
{
    /// <summary>Writes a file of a set again. Throws <see cref="JournalDamagedException"/> where a block of it is damaged.</summary>
    public static void Run(ArchiveSet archives, ArchiveFile file)
    {
        using var reader = new ArchiveReader(archives);
        using var writer = new ArchiveWriter(archives.Disk, archives.Folder, file.FirstCommit);
        writer.Count(file.Events, file.NewestReceived);
        try
        {
            for (var ordinal = 0; ordinal < file.Blocks.Length; ordinal++)
            {
                writer.Add(file.Blocks[ordinal], reader.ReadPacked(file, ordinal));
            }
        }
        catch (InvalidDataException e)
        {
            throw JournalDamagedException.InArchive(file.Name, e.Message, e);
        }

        archives.Replace(file, writer.Finish());
    }
}
