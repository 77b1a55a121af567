namespace Personalization.Replay.Jobs;

/// <summary>Where a job stands. The names are stored.</summary>
public enum ReplayState
{
    /// <summary>Others are before it.</summary>
    Waiting,

    /// <summary>It works, or will go on when the server has started again.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>Something stands in its way; it can be gone on with.</summary>
    Failed,

    /// <summary>Somebody stopped it; it can be gone on with.</summary>
    Cancelled,
}
