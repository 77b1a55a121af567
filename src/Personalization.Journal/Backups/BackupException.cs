namespace Personalization.Journal.Backups;

/// <summary>A backup or restore cannot be made between these two folders; the message says why and what to do.</summary>
public sealed class BackupException(string message) : Exception(message);
