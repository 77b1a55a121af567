using Personalization.Simulation.Kills;

namespace Personalization.Simulation;

/// <summary>What the program does with its arguments.</summary>
public static class CommandLine
{
    /// <summary>Runs and prints; the exit code is one of <see cref="ExitCode"/>.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (SimulationArguments.Parse(arguments) is not { } asked)
        {
            errors.WriteLine(SimulationArguments.Usage);
            return ExitCode.Usage;
        }

        return asked.Kills > 0 ? KillRun.Run(asked.Kills, asked.FirstSeed, output, errors) : SeedReport.Run(asked.FirstSeed, asked.Seeds, output, ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected);
    }
}
