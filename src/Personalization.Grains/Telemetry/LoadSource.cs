namespace Personalization.Grains.Telemetry;

/// <summary>What a profile was made of when it came into memory.</summary>
internal enum LoadSource
{
    /// <summary>A snapshot, and the events behind it.</summary>
    Snapshot,

    /// <summary>All of its events.</summary>
    Journal,

    /// <summary>The subject has no events.</summary>
    Nothing,
}
