using System.CommandLine;
using Personalization.Gateway.Authentication.Tokens;

namespace Personalization.Hosting.Settings;

/// <summary>The flags that say whose JSON Web Tokens are taken beside keys.</summary>
public static class TokenSettings
{
    private const string Issuer = "jwt-issuer", Audience = "jwt-audience", Keys = "jwt-keys";

    /// <summary>The flags, with what <c>--help</c> tells of them.</summary>
    public static IReadOnlyList<Option<string?>> Flags { get; } =
    [
        FlagParser.Text("--" + Issuer, "<name>", "Take JSON Web Tokens of this issuer (their claim iss) beside keys; docs/guides/operating.md says what they must hold. Needs the next two."),
        FlagParser.Text("--" + Audience, "<name>", "What tokens must name as their audience (their claim aud)."),
        FlagParser.Text("--" + Keys, "<file>", "The issuer's public keys, a JWK Set in JSON. Read again when it changes."),
    ];

    /// <summary>Reads them; null where no tokens are taken.</summary>
    /// <exception cref="SettingsException">One is missing, or the file holds no keys that can be used.</exception>
    public static TokenIssuer? Read(SettingsSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        switch (source.Text(Issuer), source.Text(Audience), source.Text(Keys))
        {
            case (null, null, null):
                return null;
            case ({ } issuer, { } audience, { } path):
                Check(path);
                return new TokenIssuer(issuer, audience, path);
            default:
                throw new SettingsException($"Tokens need all of --{Issuer}, --{Audience} and --{Keys}.");
        }
    }

    private static void Check(string path)
    {
        if (TokenKeySet.Open(path).Problem is { } problem)
        {
            throw new SettingsException($"--{Keys} {path}: {problem.Message}", SettingsException.Refused);
        }
    }
}
