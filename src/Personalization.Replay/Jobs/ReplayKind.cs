namespace Personalization.Replay.Jobs;

/// <summary>What a job does. The names are stored.</summary>
public enum ReplayKind
{
    /// <summary>Copies events into another tenant, whose catalog folds them anew.</summary>
    Rebuild,

    /// <summary>Decides again under another catalog.</summary>
    WhatIf,

    /// <summary>Recomputes every decision and compares.</summary>
    Verify,

    /// <summary>Loads history from a file that lies on the server, or from a queue.</summary>
    Backfill,
}
