using System.CommandLine;
using System.Globalization;
using Personalization.Gateway.AccessLog;

namespace Personalization.Hosting.Settings;

/// <summary>The flag that says how long the access log is kept.</summary>
public static class AccessLogFlags
{
    private const string Days = "access-log-days";

    /// <summary>The flag, with what <c>--help</c> tells of it.</summary>
    public static IReadOnlyList<Option<string?>> All { get; } =
    [
        FlagParser.Text("--" + Days, "<days>", "How long it is kept who did and read what (GET /v1/access-log). Default 400."),
    ];

    /// <summary>Reads it.</summary>
    /// <exception cref="SettingsException">It is no number of days.</exception>
    public static AccessLogSettings Read(SettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Text(Days) switch
        {
            null => AccessLogSettings.Default,
            var text when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days > 0 => new AccessLogSettings(TimeSpan.FromDays(days)),
            var other => throw new SettingsException($"--{Days} {other} is no number of days from 1 to {ushort.MaxValue}; write it like 400."),
        };
    }
}
