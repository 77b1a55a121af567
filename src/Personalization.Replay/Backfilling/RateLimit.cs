namespace Personalization.Replay.Backfilling;

/// <summary>Paces work to a rate: a token bucket that holds what is taken at once, so there is no burst beyond one batch. One caller at a time.</summary>
/// <param name="perSecond">How many a second, at least <see cref="Limits.EventsPerSecondMin"/>; null for no limit.</param>
/// <param name="clock">The time.</param>
public sealed class RateLimit(double? perSecond, TimeProvider clock)
{
    private readonly long start = clock.GetTimestamp();
    private TimeSpan free;

    /// <summary>How many to take at once, so that what is taken comes evenly.</summary>
    /// <param name="most">How many at most, above 0.</param>
    public int BatchOf(int most) => perSecond is { } rate ? (int)Math.Clamp(rate / Limits.BatchesPerSecond, 1, most) : most;

    /// <summary>Waits until so many more may go.</summary>
    public async ValueTask Take(int count, CancellationToken cancellation)
    {
        if (perSecond is not { } rate)
        {
            return;
        }

        var now = clock.GetElapsedTime(start);
        if (free > now)
        {
            await Task.Delay(free - now, clock, cancellation);
        }

        // What was not used meanwhile is gone, or a pause would be followed by a burst.
        free = (free > now ? free : now) + TimeSpan.FromSeconds(count / rate);
    }
}
