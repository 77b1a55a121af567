namespace Personalization.Journal;

/// <summary>A folder that nothing may be written to as to a data folder: a backup, or a restore that is not finished.</summary>
public sealed class UnfitFolderException : IOException
{
    private UnfitFolderException(string code, string message)
        : base(message) => Code = code;

    /// <summary>What the folder is: <c>folder_is_backup</c> or <c>restore_unfinished</c>.</summary>
    public string Code { get; }

    /// <summary>It is a backup: what is appended there would be lost with the next one, and its manifest would not fit any more.</summary>
    internal static UnfitFolderException Backup(string folder) => new(
        "folder_is_backup",
        $"'{Path.GetFullPath(folder)}' is a backup and stays as it is. `personalize journal restore --from {folder} --data <new folder>` makes a data folder from it.");

    /// <summary>Not all of a backup is in it yet.</summary>
    internal static UnfitFolderException Unfinished(string folder) => new(
        "restore_unfinished",
        $"A restore into '{Path.GetFullPath(folder)}' was broken off, so it holds a part of a backup only. Run the same `personalize journal restore` again.");
}
