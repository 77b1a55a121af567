using System.CommandLine;
using Personalization.Gateway.Pages.Links;

namespace Personalization.Hosting.Settings;

/// <summary>The flags that say what links to preference pages are made with.</summary>
public static class LinkSettings
{
    /// <summary>The flags, with what <c>--help</c> tells of them.</summary>
    public static IReadOnlyList<Option<string?>> Flags { get; } =
    [
        FlagParser.Text("--link-key", "<base64>", "What links to preference pages are sealed with: 32 bytes, the same for all processes behind one address (openssl rand -base64 32). Better as a variable: flags are seen by others."),
        FlagParser.Text("--public-url", "<address>", "Where people reach this process, for those links: https://choices.example.com. Default: the address at which a link is asked for."),
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="SettingsException">What is given is no key or no address.</exception>
    public static PreferenceLinkOptions Read(SettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var key = source.Text("link-key") is not { } text ? null
            : LinkKey.TryParse(text) ?? throw new SettingsException("--link-key is not 32 bytes in base64; `openssl rand -base64 32` makes one.");
        return new PreferenceLinkOptions(key, source.Text("public-url") is { } address ? Address(address) : null);
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new SettingsException($"--public-url {text} is no http or https address; write it like https://choices.example.com.");
}
