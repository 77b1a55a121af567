namespace Personalization.Journal;

/// <summary>How a commit ended.</summary>
public enum CommitResult
{
    /// <summary>Durable: it survives a crash of process and machine.</summary>
    Committed,

    /// <summary>Refused: another owner moved a head first. Reload what was folded.</summary>
    Fenced,

    /// <summary>Unknown: the connection died inside the commit. Nothing may be answered until the commit id has been read back.</summary>
    InDoubt,
}
