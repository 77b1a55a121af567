using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Backups;

/// <summary>Writes small files so that a crash leaves the old one or the new one, never a part.</summary>
internal static class WholeFile
{
    /// <summary>What the name of a file ends with while it is written.</summary>
    public const string Unfinished = ".unfinished";

    /// <summary>Puts a file in place.</summary>
    public static void Write(IDisk disk, string path, ReadOnlySpan<byte> content)
    {
        disk.Delete(path + Unfinished);
        using (var file = disk.Open(path + Unfinished))
        {
            file.Write(content, 0);
            file.Sync();
        }

        disk.Move(path + Unfinished, path);
    }
}
