using Personalization.Core.Subjects;
using Personalization.Hosting.Keys;
using Personalization.Hosting.Settings;
using Personalization.Journal.Control;
using Personalization.Server.Settings;

namespace Personalization.Server.Keys;

/// <summary>Sees to it that somebody can call the server at all.</summary>
internal static class FirstKey
{
    /// <summary>The tenant of the first key.</summary>
    public static readonly TenantId Tenant = GivenKey.Tenant;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where the first key is left, in the data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "dev.key");

    /// <summary>Takes up the key of the settings, or makes one on loopback where there is none.</summary>
    /// <returns>What to tell whoever started the server; null where nothing was done.</returns>
    /// <exception cref="SettingsException">The key cannot be used, or there is none and the server would be open to other machines.</exception>
    public static async ValueTask<string?> Ensure(IControlStore control, ServerSettings settings)
    {
        if (!string.IsNullOrEmpty(settings.ApiKey))
        {
            await GivenKey.Import(control, settings.ApiKey, settings.IsLoopback);
            return settings.IsLoopback ? Leave(settings, settings.ApiKey, "key of PERSONALIZATION_API_KEY") : null;
        }

        if ((await control.Keys.List()).Any(key => key.Revoked is null))
        {
            return null;
        }

        return settings.IsLoopback ? await Make(control, settings) : throw new SettingsException(
            "There is no key yet, so nobody could call the server. Make one with `personalize tenants create` and `personalize keys create`, or set PERSONALIZATION_API_KEY.",
            SettingsException.Refused);
    }

    private static async ValueTask<string> Make(IControlStore control, ServerSettings settings)
    {
        await control.Tenants.Ensure(Tenant);
        var (problem, created) = await control.Keys.Create(Tenant, KeyScopes.All, "first start");
        if (problem is not null)
        {
            throw new SettingsException($"The first key cannot be made: {problem.Message}", SettingsException.Refused);
        }

        return Leave(settings, created!.Text, $"key for {Tenant} with all scopes: {created.Text}");
    }

    private static string Leave(ServerSettings settings, string key, string what)
    {
        var path = PathIn(settings.Data);
        // The mode is set when the file is made: there is no moment in which others could read it.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(path, options))
        {
            writer.WriteLine(key);
        }

        return $"{what}\n(also in {path}, where the command line finds it)";
    }
}
