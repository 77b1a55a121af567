namespace Personalization.Replay.Shelves;

/// <summary>How much of a shelf is in memory.</summary>
/// <param name="LiveMax">Profiles as they are; at least 1.</param>
/// <param name="PackedBytesMax">Bytes of packed profiles, after which they go to disk.</param>
internal readonly record struct ShelfLimits(int LiveMax, long PackedBytesMax)
{
    /// <summary>Those of <see cref="Limits"/>.</summary>
    public static ShelfLimits Default { get; } = new(Limits.LiveProfilesMax, Limits.PackedBytesMax);
}
