using System.Globalization;

namespace Personalization.Cli;

/// <summary>Times on the command line.</summary>
internal static class TimeText
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm"];

    // A time without a zone means another moment to whoever reads it elsewhere.
    private static readonly string[] Zoned = [.. Forms.Select(form => form + "'Z'"), .. Forms.Select(form => form + "zzz")];

    /// <summary>Reads an RFC 3339 time, which says by Z or an offset of which zone it is; the seconds may be left out.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) => TryParse(text, Zoned, out time);

    /// <summary>Reads a day: where it begins in UTC.</summary>
    public static bool TryParseDay(string text, out DateTimeOffset begin) => TryParse(text, ["yyyy-MM-dd"], out begin);

    /// <summary>Writes a time as it is read.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool TryParse(string text, string[] forms, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
