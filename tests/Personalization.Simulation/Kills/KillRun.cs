using System.Globalization;

namespace Personalization.Simulation.Kills;

/// <summary>Kills a real server process under load, again and again, and checks what it recovers.</summary>
public static class KillRun
{
    /// <summary>Kills after which a new data folder is begun, so that folders stay small and fresh ones are tried too.</summary>
    private const int KillsPerFolder = 50;

    /// <summary>Servers that run beside each other, each on a folder of its own: a start leaves a core idle.</summary>
    private const int LanesMax = 2;

    /// <summary>Runs and prints; the exit code is one of <see cref="ExitCode"/>.</summary>
    /// <param name="kills">How often, at least 1.</param>
    /// <param name="seed">Where the moments of the kills and the calls of the clients come from.</param>
    /// <param name="output">The counts, and one last line.</param>
    /// <param name="errors">What is wrong with the call.</param>
    public static int Run(int kills, ulong seed, TextWriter output, TextWriter errors)
    {
        var totals = new KillTotals(TextWriter.Synchronized(output));
        var lanes = Math.Clamp(kills / KillsPerFolder, 1, LanesMax);
        Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => RunLane(lane, (kills / lanes) + (lane < kills % lanes ? 1 : 0), seed, totals))).GetAwaiter().GetResult();
        output.WriteLine(totals);
        return totals.Violations == 0 ? ExitCode.Passed : ExitCode.Violated;
    }

    private static async Task RunLane(int lane, int kills, ulong seed, KillTotals totals)
    {
        for (var folder = 0; kills > 0 && totals.Violations == 0; folder++)
        {
            var inFolder = Math.Min(kills, KillsPerFolder);
            kills -= inFolder;
            await RunFolder(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, lane {lane}, folder {folder}"),
                new Random(unchecked((int)(seed * 1_000_003) + (lane * 10_007) + folder)), inFolder, totals);
        }
    }

    private static async Task RunFolder(string name, Random random, int kills, KillTotals totals)
    {
        var path = Directory.CreateTempSubdirectory("kills-").FullName;
        var folder = new KilledFolder(path, random, totals);
        try
        {
            await folder.Run(kills);
            Directory.Delete(path, recursive: true);
        }
        catch (Exception violation)
        {
            totals.Violated($"{name}, after {folder.Kills} kills: {(violation is KillViolationException ? violation.Message : violation)}\nThe folder is kept: {path}\nThe server's last words:\n{folder.Server?.LastWords()}");
        }
    }
}
