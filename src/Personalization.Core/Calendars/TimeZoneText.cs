using System.Text;

namespace Personalization.Core.Calendars;

/// <summary>The stored form of a zone: <c>docs/formats/time-zones.md</c>. There is one text for a zone and any other is refused.</summary>
internal static class TimeZoneText
{
    private const int SecondsPerDay = 86_400, SecondsPerHour = 3_600, SecondsPerMinute = 60;

    /// <summary>Writes a zone.</summary>
    public static string Write(TimeZoneRules zone)
    {
        var text = new StringBuilder();
        if (zone.SingleCount > 0 || zone.Yearly is null)
        {
            Append(text, zone.InitialOffsetSeconds, ":");
        }

        for (var index = 0; index < zone.SingleCount; index++)
        {
            var change = zone.Single(index);
            var (year, month, day) = Gregorian.DateOf(Gregorian.FloorDivide(change.UnixSeconds, SecondsPerDay));
            text.Append(' ').Append($"{year:D4}{month:D2}{day:D2}T");
            AppendTime(text, (int)Gregorian.FloorModulo(change.UnixSeconds, SecondsPerDay), "");
            Append(text.Append('Z'), change.OffsetSeconds, ":");
        }

        if (zone.Yearly is { } yearly)
        {
            Append(text.Append(text.Length == 0 ? "" : " "), yearly.First);
            Append(text.Append(' '), yearly.Second);
        }

        return text.ToString();
    }

    /// <summary>Reads a zone; null for anything that <see cref="Write"/> cannot have written.</summary>
    public static TimeZoneRules? Read(string text)
    {
        if (text.Length > Limits.TimeZoneCharsMax)
        {
            return null;
        }

        var cursor = new TimeZoneCursor(text);
        var initial = 0;
        var single = new List<OffsetChange>();
        YearlyChanges? yearly = null;
        if (!cursor.IsAt('M') && !cursor.TryOffset(out initial))
        {
            return null;
        }

        while (!cursor.IsAtEnd && yearly is null)
        {
            if (!cursor.IsAt('M') && !cursor.Take(' '))
            {
                return null;
            }

            if (cursor.IsAt('M'))
            {
                if (!cursor.TryYearly(out var first) || !cursor.Take(' ') || !cursor.TryYearly(out var second))
                {
                    return null;
                }

                yearly = new YearlyChanges(first, second);
            }
            else if (cursor.TrySingle(out var change))
            {
                single.Add(change);
            }
            else
            {
                return null;
            }
        }

        // Writing it again is the test of being canonical: leading zeros, "+00:00" and what follows the yearly changes differ.
        return TimeZoneRules.TryCreate(initial, single.ToArray(), yearly, out var zone) && Write(zone) == text ? zone : null;
    }

    private static void Append(StringBuilder text, YearlyChange change)
    {
        text.Append($"M{change.Month}.{change.Week}.{(int)change.Weekday}T");
        AppendTime(text.Append(change.SecondOfDay < 0 ? "-" : ""), Math.Abs(change.SecondOfDay), "");
        Append(text.Append('Z'), change.OffsetSeconds, ":");
    }

    private static void Append(StringBuilder text, int offsetSeconds, string separator) =>
        AppendTime(text.Append(offsetSeconds < 0 ? '-' : '+'), Math.Abs(offsetSeconds), separator);

    private static void AppendTime(StringBuilder text, int seconds, string separator)
    {
        text.Append($"{seconds / SecondsPerHour:D2}");
        if (seconds % SecondsPerHour != 0)
        {
            text.Append($"{separator}{seconds / SecondsPerMinute % 60:D2}");
        }

        if (seconds % SecondsPerMinute != 0)
        {
            text.Append($"{separator}{seconds % SecondsPerMinute:D2}");
        }
    }
}
