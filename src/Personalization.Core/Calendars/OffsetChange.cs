namespace Personalization.Core.Calendars;

/// <summary>One change of a zone's clocks.</summary>
/// <param name="UnixSeconds">When, in seconds since 1970-01-01T00:00:00Z; in the years 1 to 9999.</param>
/// <param name="OffsetSeconds">What local time is ahead of UTC from then on, in seconds; negative west of Greenwich.</param>
public readonly record struct OffsetChange(long UnixSeconds, int OffsetSeconds);
