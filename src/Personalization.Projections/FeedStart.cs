namespace Personalization.Projections;

/// <summary>Where in the feed a consumer begins.</summary>
/// <param name="Position">The place after which it begins, as in <see cref="Journal.StoredEvent.Position"/>; null for the feed's end at that time.</param>
public readonly record struct FeedStart(long? Position)
{
    /// <summary>With the first event that there is.</summary>
    public static FeedStart Beginning => new(0);

    /// <summary>With the first event that is yet to come.</summary>
    public static FeedStart End => default;

    /// <summary>With the first event after a place.</summary>
    public static FeedStart After(long position) => new(position);
}
