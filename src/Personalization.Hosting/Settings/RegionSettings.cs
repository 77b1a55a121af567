using System.CommandLine;
using Personalization.Gateway.Regions;
using Personalization.Journal.Control;

namespace Personalization.Hosting.Settings;

/// <summary>The flags that say in which region a process is and where the others are.</summary>
public static class RegionSettings
{
    private const string Shape = "eu=https://eu.example.com,us=https://us.example.com";

    /// <summary>The flags, with what <c>--help</c> tells of them.</summary>
    public static IReadOnlyList<Option<string?>> Flags { get; } =
    [
        FlagParser.Text("--region", "<name>", "The region that this process is in, such as eu. Tenants that are pinned to another one (personalize tenants pin) are answered 421 and not stored. Default: none; store for everybody."),
        FlagParser.Text("--regions", "<name=address,…>", $"Where the gateways of the regions are, for those answers: {Shape}. Needs --region."),
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="SettingsException">A name or an address is none, a region is named twice, or this one is not named.</exception>
    public static RegionMap Read(SettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var own = source.Text("region") is { } name ? Checked(name, "region") : null;
        if (source.Text("regions") is not { } list)
        {
            return RegionMap.None with { Own = own };
        }

        var addresses = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var entry in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length != 2 || !addresses.TryAdd(Checked(parts[0], "regions"), Address(parts[1], entry)))
            {
                throw new SettingsException($"--regions: '{entry}' is no name and address of its own; write them like {Shape}.");
            }
        }

        return own is null
            ? throw new SettingsException("--regions says where the regions are, but not in which this process is: add --region, such as eu.")
            : new RegionMap(own, addresses);
    }

    private static string Checked(string name, string flag) => RegionRules.Check(name) is { } problem ? throw new SettingsException($"--{flag}: {problem.Message}") : name;

    private static Uri Address(string text, string entry) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new SettingsException($"--regions: '{entry}' names no http or https address; write it like {Shape}.");
}
