namespace Personalization.Grains.Telemetry;

/// <summary>What became of a turn.</summary>
internal enum TurnResult
{
    /// <summary>It did what was asked.</summary>
    Done,

    /// <summary>It had been done before, and changed nothing.</summary>
    Repeated,

    /// <summary>It was told what is wrong with the request.</summary>
    Refused,

    /// <summary>Another node brought it to its end, and counts it there.</summary>
    Sent,
}
