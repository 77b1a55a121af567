namespace Personalization.Core.Events;

/// <summary>Where an event came from, as far as its sender said. Every member may be null: not said.</summary>
/// <param name="Locale">BCP 47 tag such as <c>de-AT</c>.</param>
/// <param name="TimeZone">IANA name such as <c>Europe/Vienna</c>.</param>
/// <param name="Region">Region or country, such as <c>AT</c>.</param>
/// <param name="Device">Kind of device: <c>desktop</c>, <c>mobile</c>, <c>tablet</c> …</param>
/// <param name="Os">Operating system.</param>
/// <param name="AppVersion">Version of the sending application.</param>
/// <param name="Source">The source of data in the catalog, as the key says that sent the event, or else the event; known to the catalog of then.</param>
public sealed record EventContext(
    string? Locale = null,
    string? TimeZone = null,
    string? Region = null,
    string? Device = null,
    string? Os = null,
    string? AppVersion = null,
    string? Source = null)
{
    /// <summary>Nothing was said.</summary>
    public static EventContext None { get; } = new();

    /// <summary>The longest of any of the texts; longer ones are cut by the gateway.</summary>
    public const int TextCharsMax = 64;
}
