using System.Collections.Immutable;

namespace Personalization.Core.Calendars;

/// <summary>When a person said that they are not to be disturbed. Immutable; equal where the intervals are, one by one.</summary>
public sealed class PersonalQuietHours : IEquatable<PersonalQuietHours>
{
    /// <summary>Takes the intervals as they were said.</summary>
    /// <param name="intervals">At most <see cref="Limits.WeeklyIntervalsMax"/>, in whole minutes; none for no quiet hours at all.</param>
    /// <exception cref="ArgumentException">An interval is of no day, of other days than there are, or of parts of minutes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too many.</exception>
    public PersonalQuietHours(ImmutableArray<WeeklyInterval> intervals)
    {
        if (intervals.Any(one => one.Days is Weekdays.None or > Weekdays.All || one.From.Ticks % TimeSpan.TicksPerMinute != 0 || one.To.Ticks % TimeSpan.TicksPerMinute != 0))
        {
            throw new ArgumentException("Quiet hours begin and end on whole minutes of some days.", nameof(intervals));
        }

        Intervals = intervals;
        Hours = new QuietHours(new WeeklyHours(intervals.AsSpan()));
    }

    /// <summary>The intervals, in the order in which they were said.</summary>
    public ImmutableArray<WeeklyInterval> Intervals { get; }

    /// <summary>When it is quiet.</summary>
    public QuietHours Hours { get; }

    /// <inheritdoc/>
    public bool Equals(PersonalQuietHours? other) => other is not null && Intervals.AsSpan().SequenceEqual(other.Intervals.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PersonalQuietHours);

    /// <inheritdoc/>
    public override int GetHashCode() => Intervals.Aggregate(0, HashCode.Combine);
}
