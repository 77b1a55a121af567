using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Makes durable what a write-ahead log shows, before anything is built upon it.</summary>
/// <remarks>
/// After a failed sync an operating system may take pages for clean that the disk does not have: the next process reads them, no later sync writes them,
/// and a power cut then leaves a hole in front of commits that were acknowledged since. Written once more, with the same bytes, they are dirty again.
/// Source: https://wiki.postgresql.org/wiki/Fsync_Errors.
/// </remarks>
internal static class LogRenewal
{
    /// <summary>Writes a log once more and syncs it. A server that was stopped as it should be leaves none.</summary>
    public static void Run(IDisk disk, string path)
    {
        if (disk.Length(path) == 0)
        {
            return;
        }

        using var log = disk.Open(path);
        var piece = new byte[Limits.RenewedBytesPerWrite];
        int bytes;
        for (long at = 0; (bytes = log.Read(piece, at)) > 0; at += bytes)
        {
            log.Write(piece.AsSpan(0, bytes), at);
        }

        log.Sync();
    }
}
