using Personalization.Core.Calendars;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>
/// The parts of timestamps on the wall of a time zone, UTC where none is named, and of durations.
/// https://github.com/google/cel-spec/blob/master/doc/langdef.md#timestamp-and-duration-functions
/// </summary>
internal static class TimeLibrary
{
    private const string OfTimestamp = "timestamp.() -> int", OfTimestampThere = "timestamp.(string) -> int", OfDuration = "duration.() -> int";

    public static Function[] Functions { get; } =
    [
        Part("getFullYear", local => local.Date.Year),
        Part("getMonth", local => local.Date.Month - 1),
        Part("getDayOfYear", local => local.DayOfYear - 1),
        Part("getDayOfMonth", local => local.Date.Day - 1),
        Part("getDate", local => local.Date.Day),
        Part("getDayOfWeek", local => (long)local.Weekday),
        Part("getHours", local => local.Hour),
        Part("getMinutes", local => local.Minute),
        Part("getSeconds", local => local.Second),
        Part("getMilliseconds", local => local.Millisecond),
        new("getHours", arguments => Count(arguments, nanoseconds => nanoseconds / 3_600_000_000_000), OfDuration),
        new("getMinutes", arguments => Count(arguments, nanoseconds => nanoseconds / 60_000_000_000), OfDuration),
        new("getSeconds", arguments => Count(arguments, nanoseconds => nanoseconds / 1_000_000_000), OfDuration),
        new("getMilliseconds", arguments => Count(arguments, nanoseconds => nanoseconds % 1_000_000_000 / 1_000_000), OfDuration),
    ];

    private static Function Part(string name, Func<LocalTime, long> part) =>
        new(name, zones => arguments => LocalParts.Of(arguments, zones, part), OfTimestamp, OfTimestampThere);

    private static Value Count(ReadOnlySpan<Value> arguments, Func<long, long> count) =>
        arguments is [{ Kind: ValueKind.Duration } duration] ? Value.Int(count(duration.AsNanoseconds)) : Errors.NoSuchOverload;
}
