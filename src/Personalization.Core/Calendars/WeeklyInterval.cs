namespace Personalization.Core.Calendars;

/// <summary>The same hours on some days of the week, by the wall clock.</summary>
/// <param name="Days">The days on which it begins.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">
/// When it ends; this moment is outside. Where it is not after <paramref name="From"/> it lies on the next day: 22:00 to 07:00 is a
/// night, 00:00 to 00:00 a whole day.
/// </param>
public readonly record struct WeeklyInterval(Weekdays Days, TimeOnly From, TimeOnly To);
