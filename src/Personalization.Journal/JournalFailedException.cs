namespace Personalization.Journal;

/// <summary>The journal could not write and takes nothing more: after a failed write or sync nobody knows what the disk holds, so the process must stop and read it again.</summary>
public sealed class JournalFailedException(Exception cause) : IOException(
    $"The journal failed and stopped: {cause.Message} Nothing that was not acknowledged may be answered; restart the process.", cause);
