using Microsoft.AspNetCore.Connections;
using Personalization.Hosting;
using Personalization.Hosting.Catalogs;
using Personalization.Hosting.Logging;
using Personalization.Hosting.Settings;
using Personalization.Journal;
using Personalization.Server.Demo;
using Personalization.Server.Hosting;
using Personalization.Server.Keys;
using Personalization.Server.Settings;

namespace Personalization.Server;

/// <summary>One run of the server, from its flags to its exit code.</summary>
internal static class ServerProgram
{
    private const int Ok = 0, Bad = 1;

    /// <summary>Runs until a signal comes.</summary>
    /// <returns>0 after an orderly stop; 1 where it could not run or failed; 2 for wrong flags.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (new SettingsCommand().Parse(args, out var exitCode) is not { } flag)
        {
            return exitCode;
        }

        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            Logs.Configure(builder);
            return await Run(builder, new SettingsReader(flag, builder.Configuration).Read());
        }
        catch (SettingsException refused)
        {
            await Console.Error.WriteLineAsync("error: " + refused.Message);
            return refused.ExitCode;
        }
        catch (UnfitFolderException unfit)
        {
            await Console.Error.WriteLineAsync($"error {unfit.Code}: {unfit.Message}");
            return Bad;
        }
        catch (Exception refused) when (refused is FolderLockedException or JournalDamagedException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("error: " + refused.Message);
            return Bad;
        }
    }

    private static async Task<int> Run(WebApplicationBuilder builder, ServerSettings settings)
    {
        var seed = CatalogFolder.Load(settings.Catalog);
        if (settings.IsDemo)
        {
            await DemoFolder.Empty(settings.Data);
        }

        await using var stores = await Stores.Open(settings, seed);
        if (stores.Events.Warning is { } warning)
        {
            await Console.Error.WriteLineAsync("warning: " + warning);
        }

        if (stores.Note is { } note)
        {
            await Console.Error.WriteLineAsync("note: " + note);
        }

        var key = await FirstKey.Ensure(stores.Control, settings);
        await stores.Catalogs.Refresh();
        await using var app = ServerHost.Build(builder, settings, stores);
        await Listen(app);
        var addresses = ServerHost.Addresses(app);
        Banner.Write(Console.Out, addresses, settings, stores.Events.Place, key);
        if (settings.IsDemo)
        {
            await DemoRun.Start(addresses, settings, app.Lifetime.ApplicationStopping);
        }

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
    }
}
