namespace Personalization.Journal.Backups;

/// <summary>What a backup or a restore did.</summary>
/// <param name="Commit">The last commit that the copy holds now; 0 for a journal without events.</param>
/// <param name="CopiedCommits">How many commits were copied to <c>journal.db</c>.</param>
/// <param name="CopiedArchives">How many archives were copied.</param>
/// <param name="RefreshedCommits">How many commits were written again because of erasures since the last backup.</param>
public sealed record BackupReport(long Commit, long CopiedCommits, int CopiedArchives, long RefreshedCommits);
