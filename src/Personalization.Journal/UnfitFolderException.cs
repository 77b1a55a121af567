namespace Personalization.Journal;

/// <summary>A folder that nothing may be written to as was asked for: a backup, a restore that is not finished, or one whose events are elsewhere.</summary>
public sealed class UnfitFolderException : IOException
{
    private UnfitFolderException(string code, string message)
        : base(message) => Code = code;

    /// <summary>What the folder is: <c>folder_is_backup</c>, <c>restore_unfinished</c>, <c>journal_elsewhere</c> or <c>journal_here</c>.</summary>
    public string Code { get; }

    /// <summary>It is a backup: what is appended there would be lost with the next one, and its manifest would not fit any more.</summary>
    internal static UnfitFolderException Backup(string folder) => new(
        "folder_is_backup",
        $"'{Path.GetFullPath(folder)}' is a backup and stays as it is. `personalize journal restore --from {folder} --data <new folder>` makes a data folder from it.");

    /// <summary>Its events are in a database: an empty <c>journal.db</c> beside its chains would fork history.</summary>
    internal static UnfitFolderException Elsewhere(string folder, string place) => new(
        "journal_elsewhere", $"'{Path.GetFullPath(folder)}' keeps its events in {place}. Add --journal postgres, or name another --data folder.");

    /// <summary>Its events are in <c>journal.db</c>: with a database nobody would see them.</summary>
    internal static UnfitFolderException Here(string folder) => new(
        "journal_here", $"'{Path.GetFullPath(folder)}' keeps its events in journal.db. Leave out --journal postgres, or name another --data folder.");

    /// <summary>Not all of a backup is in it yet.</summary>
    internal static UnfitFolderException Unfinished(string folder) => new(
        "restore_unfinished",
        $"A restore into '{Path.GetFullPath(folder)}' was broken off, so it holds a part of a backup only. Run the same `personalize journal restore` again.");
}
