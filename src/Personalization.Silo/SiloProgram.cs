using Microsoft.AspNetCore.Connections;
using Personalization.Hosting;
using Personalization.Hosting.Catalogs;
using Personalization.Hosting.Logging;
using Personalization.Hosting.Settings;
using Personalization.Silo.Hosting;
using Personalization.Silo.Settings;

namespace Personalization.Silo;

/// <summary>One run of a silo, from its flags to its exit code.</summary>
internal static class SiloProgram
{
    private const int Ok = 0, Bad = 1;

    /// <summary>Runs until a signal comes.</summary>
    /// <returns>0 after an orderly stop; 1 where it could not run or failed; 2 for wrong flags.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (SiloCommand.Parse(args, out var exitCode) is not { } flag)
        {
            return exitCode;
        }

        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            Logs.Configure(builder);
            return await Run(builder, new SiloSettingsReader(new SettingsSource(flag, builder.Configuration)).Read());
        }
        catch (SettingsException refused)
        {
            await Console.Error.WriteLineAsync("error: " + refused.Message);
            return refused.ExitCode;
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("error: " + refused.Message);
            return Bad;
        }
    }

    private static async Task<int> Run(WebApplicationBuilder builder, SiloSettings settings)
    {
        var seed = settings.Catalog is null ? null : CatalogFolder.Load(settings.Catalog);
        await using var stores = await SiloStores.Open(settings, seed);
        if (await SiloKeys.Ensure(stores.Control, settings) is { } note)
        {
            await Console.Error.WriteLineAsync("note: " + note);
        }

        await stores.Catalogs.Refresh();
        await using var app = SiloHost.Build(builder, settings, stores);
        await Listen(app);
        SiloBanner.Write(Console.Out, app, settings, stores);
        await app.WaitForShutdownAsync();
        return FailureWatch.HasEnded(app.Services) ? Bad : Ok;
    }

    private static async Task Listen(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            throw new SettingsException($"{busy.Message} Stop what listens there, or give other ports with --http and --grpc.", SettingsException.Refused);
        }
        catch (OrleansException away)
        {
            throw new SettingsException($"This silo could not join the cluster: {away.Message}. Start it again; silos that are gone are passed by once they have written nothing for 15 s.", SettingsException.Refused);
        }
    }
}
