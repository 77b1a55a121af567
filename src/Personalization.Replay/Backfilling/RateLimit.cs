namespace Personalization.Replay.Backfilling;

/// <summary>Paces work to a rate: a token bucket that holds what is taken at once, so there is no burst beyond one batch. One caller at a time.</summary>
/// <param name="perSecond">How many a second, above 0; null for no limit.</param>
/// <param name="clock">The time.</param>
public sealed class RateLimit(double? perSecond, TimeProvider clock)
{
    private readonly long start = clock.GetTimestamp();
    private TimeSpan free;

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
