using Personalization.Core.Subjects;
using Personalization.Hosting.Settings;
using Personalization.Journal.Control;

namespace Personalization.Hosting.Keys;

/// <summary>The key that whoever starts a server has chosen.</summary>
public static class GivenKey
{
    /// <summary>Whose key it is.</summary>
    public static readonly TenantId Tenant = new("demo/development");

    /// <summary>A key of one's own choice that other machines may try: 24 characters are beyond guessing even where they are words.</summary>
    private const int OpenKeyCharsMin = 24;

    /// <summary>Makes it known, with all scopes; changes nothing where it is.</summary>
    /// <param name="control">Where keys are kept.</param>
    /// <param name="text">The key.</param>
    /// <param name="isLoopback">Whether only this machine can try keys.</param>
    /// <exception cref="SettingsException">The key cannot be used.</exception>
    public static async ValueTask Import(IControlStore control, string text, bool isLoopback)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(text);
        if (!isLoopback && text.Length < OpenKeyCharsMin)
        {
            throw new SettingsException(
                $"PERSONALIZATION_API_KEY has fewer than {OpenKeyCharsMin} characters, and other machines can try keys. Take a longer random one, or make one with `personalize keys create`.",
                SettingsException.Refused);
        }

        await control.Tenants.Ensure(Tenant);
        if ((await control.Keys.Import(Tenant, KeyScopes.All, "PERSONALIZATION_API_KEY", text)).Problem is { } problem)
        {
            throw new SettingsException($"PERSONALIZATION_API_KEY: {problem.Message}", SettingsException.Refused);
        }
    }
}
