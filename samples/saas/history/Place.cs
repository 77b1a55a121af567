namespace Personalization.Samples.Saas;

/// <summary>Where an account's people sit.</summary>
/// <param name="Country">ISO country code.</param>
/// <param name="TimeZone">IANA zone.</param>
/// <param name="Locale">The usual language there.</param>
/// <param name="OffsetHours">The zone's standard offset, enough to shape a working day.</param>
internal sealed record Place(string Country, string TimeZone, string Locale, int OffsetHours)
{
    private static readonly Place[] All =
    [
        new("US", "America/New_York", "en-US", -5),
        new("US", "America/Los_Angeles", "en-US", -8),
        new("GB", "Europe/London", "en-GB", 0),
        new("DE", "Europe/Berlin", "de-DE", 1),
        new("AT", "Europe/Vienna", "de-AT", 1),
        new("FR", "Europe/Paris", "fr-FR", 1),
        new("IN", "Asia/Kolkata", "en-IN", 5),
        new("AU", "Australia/Sydney", "en-AU", 10),
    ];

    /// <summary>Draws a place, the larger markets more often.</summary>
    public static Place Draw(SeededRandom random) => All[random.PickWeighted(28, 16, 14, 18, 6, 8, 6, 4)];
}
