namespace Personalization.Grains.Telemetry;

/// <summary>What a turn does. Counts go by the values, and <see cref="GrainMetrics"/> has their names.</summary>
internal enum TurnKind
{
    /// <summary>Decides without counting.</summary>
    Peek,

    /// <summary>Decides and counts.</summary>
    Serve,

    /// <summary>Takes in events of one person and one account.</summary>
    Ingest,

    /// <summary>Takes in a part of a history.</summary>
    Import,

    /// <summary>Makes an id one with a user, or takes that back.</summary>
    Merge,
}
