using System.Runtime.InteropServices;
using Personalization.Authoring;
using Personalization.Chaos.Upgrades;
using Personalization.Chaos.Worlds;
using Personalization.HostContract.Postgres;

namespace Personalization.Chaos;

/// <summary>What the program does with its arguments.</summary>
internal static class CommandLine
{
    /// <summary>Runs and prints; the exit code is one of <see cref="ExitCode"/>.</summary>
    public static async Task<int> Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (ChaosArguments.Parse(arguments) is not { } asked)
        {
            await errors.WriteLineAsync(ChaosArguments.Usage);
            return ExitCode.Misused;
        }

        if (Missing() is { } missing)
        {
            await output.WriteLineAsync("Skipped! Personalization.Chaos: " + missing);
            return ExitCode.Impossible;
        }

        // Whoever ends the program early still gets the world taken away, and what was found until then.
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await output.WriteLineAsync($"seed {asked.Seed}");
        var network = await Network.Missing();
        var isCuttable = network is null && !asked.IsUpgrade;
        if (network is not null && !asked.IsUpgrade)
        {
            await output.WriteLineAsync("Skipped! No silo is cut off, they are killed instead: " + network);
        }

        try
        {
            return await InWorld(asked, isCuttable, output, stop.Token);
        }
        catch (Exception broken)
        {
            // An exception that nobody catches ends the process at once: the world would be left as it is.
            await errors.WriteLineAsync(broken.ToString());
            return ExitCode.Violated;
        }
    }

    private static async Task<int> InWorld(ChaosArguments asked, bool isCuttable, TextWriter output, CancellationToken stop)
    {
        await using var world = await World.Make(isCuttable, asked.ProbeMilliseconds, asked.Logs);
        var catalog = CatalogLoader.LoadFolder(World.Catalog).Catalog ?? throw new InvalidOperationException("The catalog has problems.");
        var run = new Run(asked, world, catalog, output);
        return await (asked.IsUpgrade ? new UpgradeRun(run).Run(stop) : new ChaosRun(run).Run(isCuttable, stop));
    }

    private static string? Missing()
    {
        var program = Child.BuildOf(SiloProgram.Project, SiloProgram.Project);
        // Where the packages of Orleans are missing the project is an empty library.
        return File.Exists(Path.ChangeExtension(program, ".runtimeconfig.json")) ? PostgresInstance.Missing : $"{SiloProgram.Project} is not built beside this program.";
    }
}
