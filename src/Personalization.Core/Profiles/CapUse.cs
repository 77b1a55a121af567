namespace Personalization.Core.Profiles;

/// <summary>What is used of a frequency cap at some time.</summary>
/// <param name="Used">How many were served inside the window; exact up to <paramref name="Max"/>, never more.</param>
/// <param name="Max">How many may be.</param>
/// <param name="NextFree">When the next one is free again; the time that was asked about while it is not reached, <see cref="Instant.MaxValue"/> for never.</param>
public readonly record struct CapUse(int Used, int Max, Instant NextFree)
{
    /// <summary>Whether no more may be served.</summary>
    public bool IsReached => Used >= Max;
}
