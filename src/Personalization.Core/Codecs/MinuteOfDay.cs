namespace Personalization.Core.Codecs;

/// <summary>Times of day as stored formats have them: minutes since midnight.</summary>
public static class MinuteOfDay
{
    private const int MinutesPerDay = 1_440;

    /// <summary>The minute that a time lies in.</summary>
    public static int Of(TimeOnly time) => (int)(time.Ticks / TimeSpan.TicksPerMinute);

    /// <summary>The time that a minute begins at.</summary>
    /// <exception cref="InvalidDataException">No day has such a minute.</exception>
    public static TimeOnly Time(long minute) => minute is >= 0 and < MinutesPerDay
        ? new TimeOnly(minute * TimeSpan.TicksPerMinute)
        : throw new InvalidDataException("No day has such a minute.");
}
