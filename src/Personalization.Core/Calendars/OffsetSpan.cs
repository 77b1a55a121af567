namespace Personalization.Core.Calendars;

/// <summary>A span of time in which a zone's clocks were not changed; times are milliseconds since 1970.</summary>
/// <param name="Start">The first instant; <see cref="long.MinValue"/> for no beginning.</param>
/// <param name="End">The instant of the next change; <see cref="long.MaxValue"/> for none.</param>
/// <param name="Offset">What local time is ahead of UTC, in milliseconds.</param>
internal readonly record struct OffsetSpan(long Start, long End, long Offset);
