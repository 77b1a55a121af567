using Personalization.Core.Catalogs.Contracts.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary>The forms that draft 2020-12 defines.</summary>
/// <remarks>https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3</remarks>
internal static class TextFormats
{
    private static readonly TextFormat[] All =
    [
        new("date-time", "a date and time such as `2026-03-01T12:00:00Z`", text => TimeFormats.IsDateTime(text)),
        new("date", "a date such as `2026-03-01`", text => TimeFormats.IsDate(text)),
        new("time", "a time such as `12:00:00Z`", text => TimeFormats.IsTime(text)),
        new("duration", "a duration such as `P1DT12H`", text => DurationFormat.IsDuration(text)),
        new("email", "an e-mail address", text => EmailFormat.IsEmail(text, isInternational: false)),
        new("idn-email", "an e-mail address", text => EmailFormat.IsEmail(text, isInternational: true)),
        new("hostname", "a host name", HostnameFormat.IsHostname),
        new("idn-hostname", "a host name", HostnameFormat.IsInternational),
        new("ipv4", "an IPv4 address", text => AddressFormats.IsV4(text)),
        new("ipv6", "an IPv6 address", text => AddressFormats.IsV6(text)),
        new("uri", "an absolute URI such as `https://example.com/a`", text => UriFormat.IsUri(text, isInternational: false)),
        new("uri-reference", "a URI or a relative reference", text => UriFormat.IsReference(text, isInternational: false)),
        new("iri", "an absolute IRI such as `https://example.com/a`", text => UriFormat.IsUri(text, isInternational: true)),
        new("iri-reference", "an IRI or a relative reference", text => UriFormat.IsReference(text, isInternational: true)),
        new("uri-template", "a URI template", UriTemplateFormat.IsTemplate),
        new("uuid", "a UUID such as `00000000-0000-4000-8000-000000000000`", text => UuidFormat.IsUuid(text)),
        new("json-pointer", "a JSON pointer such as `/a/0`", text => PointerFormats.IsPointer(text)),
        new("relative-json-pointer", "a relative JSON pointer such as `1/a`", text => PointerFormats.IsRelative(text)),
        new("regex", "a regular expression of ECMA-262", EcmaPattern.IsPattern),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => All.Select(format => format.Name);

    /// <summary>The form of a name, or null.</summary>
    public static TextFormat? Find(string name) => Array.Find(All, format => format.Name == name);
}
