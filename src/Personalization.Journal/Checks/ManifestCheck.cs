using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Checks;

/// <summary>Holds the folder of a backup against its manifest: a backup that lost its end is a good journal, and a bad backup.</summary>
internal static class ManifestCheck
{
    private const string TakeAnother = "Use another backup, or make it again into an empty folder.";

    /// <summary>Adds what the manifest says and the folder does not hold. A folder without a manifest is none of a backup, or of one that is not finished.</summary>
    public static void Run(IDisk disk, string folder, JournalObserver journal, CheckFindings findings)
    {
        try
        {
            if (BackupManifest.Read(folder) is { } manifest)
            {
                CheckEnd(manifest, journal, findings);
                foreach (var name in manifest.Databases.Keys.Where(name => !manifest.Fits(disk, folder, name)))
                {
                    findings.Add(name, null, "It is not the one that the backup's manifest says.", TakeAnother);
                }
            }
        }
        catch (BackupException e)
        {
            findings.Add(BackupManifest.Name, null, e.Message, TakeAnother);
        }
    }

    private static void CheckEnd(BackupManifest manifest, JournalObserver journal, CheckFindings findings)
    {
        if (journal.LastCommit < manifest.Commit)
        {
            findings.Add("journal.db", journal.LastCommit, $"The backup ends with commit {journal.LastCommit}, but its manifest says {manifest.Commit}.", TakeAnother);
        }
        else if (manifest.Commit > 0 && journal.ChecksumOf(manifest.Commit) != manifest.Checksum && !journal.IsRewritten)
        {
            findings.Add("journal.db", manifest.Commit, $"Commit {manifest.Commit} is not the one that the backup's manifest says.", TakeAnother);
        }
    }
}
