namespace Personalization.Core.Profiles;

/// <summary>The place of an event among the events of its subject: by time, ties broken by the hash of its id.</summary>
/// <remarks>It is a property of the event, not of its arrival; every "last" and "newest" of a profile goes by it, so folds do not depend on order.</remarks>
/// <param name="Time">The event time.</param>
/// <param name="Hash">The 64-bit stable hash of the event id.</param>
public readonly record struct Stamp(Instant Time, ulong Hash) : IComparable<Stamp>
{
    /// <inheritdoc/>
    public int CompareTo(Stamp other)
    {
        var byTime = Time.CompareTo(other.Time);
        return byTime != 0 ? byTime : Hash.CompareTo(other.Hash);
    }

    /// <summary>Whether the left one comes before the right one.</summary>
    public static bool operator <(Stamp left, Stamp right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one comes after the right one.</summary>
    public static bool operator >(Stamp left, Stamp right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one does not come after the right one.</summary>
    public static bool operator <=(Stamp left, Stamp right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one does not come before the right one.</summary>
    public static bool operator >=(Stamp left, Stamp right) => left.CompareTo(right) >= 0;
}
