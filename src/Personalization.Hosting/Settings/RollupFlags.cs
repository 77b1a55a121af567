using System.CommandLine;
using System.Globalization;
using Personalization.Gateway.Rollups;

namespace Personalization.Hosting.Settings;

/// <summary>The flag that says how few people rollups of accounts may be about.</summary>
public static class RollupFlags
{
    private const string People = "people-min";

    /// <summary>More could not be told apart from an account that is withheld altogether.</summary>
    private const int PeopleMax = 1000;

    /// <summary>The flag, with what <c>--help</c> tells of it.</summary>
    public static IReadOnlyList<Option<string?>> All { get; } =
    [
        FlagParser.Text("--" + People, "<number>", "How many different people a day of an account must have for its rollup to be told. Default 5."),
    ];

    /// <summary>Reads it.</summary>
    /// <exception cref="SettingsException">It is no number of people.</exception>
    public static RollupSettings Read(SettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Text(People) switch
        {
            null => RollupSettings.Default,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people) && people <= PeopleMax => new RollupSettings(people),
            var other => throw new SettingsException($"--{People} {other} is no whole number from 0 to {PeopleMax}."),
        };
    }
}
