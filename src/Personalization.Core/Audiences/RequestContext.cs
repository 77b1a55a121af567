namespace Personalization.Core.Audiences;

/// <summary>What a request says about the moment; every member may be null. Overrides what the profile knows for this one decision.</summary>
/// <param name="Locale">BCP 47 tag of the language to answer in.</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Channel">The channel that is asking.</param>
/// <param name="Device">Kind of device.</param>
/// <param name="Region">Region or country.</param>
/// <param name="Path">The page or screen that the person is on.</param>
public sealed record RequestContext(
    string? Locale = null,
    string? TimeZone = null,
    string? Channel = null,
    string? Device = null,
    string? Region = null,
    string? Path = null)
{
    /// <summary>Nothing was said.</summary>
    public static RequestContext None { get; } = new();
}
