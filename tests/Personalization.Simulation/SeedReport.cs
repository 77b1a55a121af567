using System.Globalization;
using Personalization.Simulation.Bugs;
using Personalization.Simulation.Disks;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation;

/// <summary>Runs worlds for a person: progress, counts, and the shortest script of a failure.</summary>
internal static class SeedReport
{
    /// <summary>From how many worlds on every kind of fault must have happened.</summary>
    public const int WorldsThatShowAll = 100;

    /// <summary>Runs and prints; the exit code is one of <see cref="ExitCode"/>.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="isTerminal">Whether a line of progress makes sense there.</param>
    public static int Run(ulong first, int count, TextWriter output, bool isTerminal)
    {
        var run = new SeedRun();
        run.Run(first, count, PlantedBug.None, now =>
        {
            if (isTerminal && now.Worlds % 10 == 0)
            {
                output.Write($"\r{now.Worlds} of {count} seeds");
            }
        });
        output.Write(isTerminal ? "\r" : "");
        var missing = PrintCounts(run, output);
        foreach (var (seed, result) in run.Broken)
        {
            PrintViolation(seed, result, output);
        }

        if (run.Worlds >= WorldsThatShowAll && missing.Count > 0)
        {
            output.WriteLine($"Never happened: {string.Join(", ", missing)}.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Worlds} seeds, {run.Operations:N0} operations, {run.Broken.Count} violations"));
        return run.Broken.Count > 0 || (run.Worlds >= WorldsThatShowAll && missing.Count > 0) ? ExitCode.Violated : ExitCode.Passed;
    }

    private static List<string> PrintCounts(SeedRun run, TextWriter output)
    {
        var missing = new List<string>();
        foreach (var (name, count) in run.Steps)
        {
            Print($"operation {name}", count);
        }

        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            Print($"fault {kind}", run.Faults[kind]);
        }

        return missing;

        void Print(string what, long count)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,12:N0}  {what}"));
            if (count == 0)
            {
                missing.Add(what);
            }
        }
    }

    private static void PrintViolation(ulong seed, WorldResult result, TextWriter output)
    {
        output.WriteLine($"Seed {seed}: {result.Violation!.Message}");
        var shortest = Minimizer.Run(ScriptWriter.Write(seed), result.Violation.Kind, PlantedBug.None);
        output.WriteLine($"The shortest script that still does that ({WorldResult.Of(shortest, PlantedBug.None).Violation?.Message}):");
        output.Write(shortest);
        output.WriteLine($"Again: dotnet run -c Release --project tests/Personalization.Simulation -- --seed {seed}");
    }
}
