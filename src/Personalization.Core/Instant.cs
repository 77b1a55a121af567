using System.Globalization;

namespace Personalization.Core;

/// <summary>A point in time with millisecond precision: milliseconds since 1970-01-01T00:00:00Z.</summary>
/// <remarks>Event times, received times and the effective now of a decision are instants. Core never reads a clock; shells pass instants in.</remarks>
/// <param name="UnixMilliseconds">Milliseconds since the Unix epoch; negative before 1970.</param>
public readonly record struct Instant(long UnixMilliseconds) : IComparable<Instant>
{
    /// <summary>The earliest instant of the calendar, 0001-01-01T00:00:00Z. Stands for "never" in "last …" fields.</summary>
    public static readonly Instant MinValue = new(DateTimeOffset.MinValue.ToUnixTimeMilliseconds());

    /// <summary>The latest instant of the calendar, 9999-12-31T23:59:59.999Z. Stands for "never" in "until …" fields.</summary>
    public static readonly Instant MaxValue = new(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>The instant of a <see cref="DateTimeOffset"/>, cut to milliseconds.</summary>
    public static Instant From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>This instant as a UTC <see cref="DateTimeOffset"/>. Throws <see cref="ArgumentOutOfRangeException"/> outside the years 1 to 9999.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(UnixMilliseconds);

    /// <inheritdoc/>
    public int CompareTo(Instant other) => UnixMilliseconds.CompareTo(other.UnixMilliseconds);

    /// <summary>Whether the left instant is before the right one.</summary>
    public static bool operator <(Instant left, Instant right) => left.UnixMilliseconds < right.UnixMilliseconds;

    /// <summary>Whether the left instant is after the right one.</summary>
    public static bool operator >(Instant left, Instant right) => left.UnixMilliseconds > right.UnixMilliseconds;

    /// <summary>Whether the left instant is not after the right one.</summary>
    public static bool operator <=(Instant left, Instant right) => left.UnixMilliseconds <= right.UnixMilliseconds;

    /// <summary>Whether the left instant is not before the right one.</summary>
    public static bool operator >=(Instant left, Instant right) => left.UnixMilliseconds >= right.UnixMilliseconds;

    /// <summary>The instant that is <paramref name="span"/> later, cut to the calendar.</summary>
    public static Instant operator +(Instant instant, TimeSpan span) => Cut(instant.UnixMilliseconds + (long)span.TotalMilliseconds);

    /// <summary>The instant that is <paramref name="span"/> earlier, cut to the calendar.</summary>
    public static Instant operator -(Instant instant, TimeSpan span) => Cut(instant.UnixMilliseconds - (long)span.TotalMilliseconds);

    /// <summary>The time from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static TimeSpan operator -(Instant left, Instant right) => TimeSpan.FromMilliseconds(left.UnixMilliseconds - right.UnixMilliseconds);

    /// <summary>The RFC 3339 form in UTC, with milliseconds only where there are any: <c>2026-03-01T09:30:00Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().ToString(
            UnixMilliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture);

    private static Instant Cut(long unixMilliseconds) => new(Math.Clamp(unixMilliseconds, MinValue.UnixMilliseconds, MaxValue.UnixMilliseconds));
}
