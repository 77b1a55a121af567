using Personalization.Hosting.Keys;
using Personalization.Hosting.Settings;
using Personalization.Journal.Control;
using Personalization.Silo.Settings;

namespace Personalization.Silo.Hosting;

/// <summary>Sees to it that somebody can call the cluster, or that it is said how.</summary>
internal static class SiloKeys
{
    /// <summary>Takes up the key of the settings.</summary>
    /// <returns>What to tell whoever started the silo; null for nothing.</returns>
    /// <exception cref="SettingsException">The key cannot be used.</exception>
    public static async ValueTask<string?> Ensure(IControlStore control, SiloSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.ApiKey))
        {
            await GivenKey.Import(control, settings.ApiKey, settings.Listeners.IsLoopback);
            return null;
        }

        // No reason to stay away: all silos see the first key at once, from wherever it is made.
        return (await control.Keys.List()).Any(key => key.Revoked is null)
            ? null
            : "there is no key yet, so nobody can call the cluster. Make one with `personalize tenants create` and `personalize keys create`, or set PERSONALIZATION_API_KEY.";
    }
}
