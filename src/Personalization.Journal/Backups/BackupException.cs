namespace Personalization.Journal.Backups;

/// <summary>A backup or restore cannot be made between these two folders; the message says why and what to do.</summary>
public sealed class BackupException(string message, bool isMisnamed = false) : Exception(message)
{
    /// <summary>Whether a folder was named that can be none of this kind, whatever is in it.</summary>
    public bool IsMisnamed { get; } = isMisnamed;
}
