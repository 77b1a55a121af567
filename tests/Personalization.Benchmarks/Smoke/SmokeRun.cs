using System.Globalization;
using System.Runtime.InteropServices;
using Personalization.Benchmarks.Auditing;
using Personalization.Benchmarks.Expressions;
using Personalization.Benchmarks.InProcess;
using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Peers;
using Personalization.Benchmarks.Replaying;

namespace Personalization.Benchmarks.Smoke;

/// <summary>Runs all scenarios in turns and prints the table.</summary>
internal static class SmokeRun
{
    public static async Task<int> Run(SmokeOptions options)
    {
        var loadBefore = Load();
        await using var bench = await Bench.Start();
        await Run(options, loadBefore,
        [
            .. DecideScenarios.All(),
            .. HistoryScenarios.All(bench),
            .. HostScenarios.All(bench),
            .. UnaryScenarios.All(bench),
            .. StreamScenarios.All(bench),
            .. IngestScenarios.All(bench),
        ]);
        return 0;
    }

    /// <summary>Runs the expressions in our engine and in those of others.</summary>
    public static async Task<int> RunExpressions(SmokeOptions options)
    {
        var loadBefore = Load();
        using var peers = await NodePeers.Install();
        await Run(options, loadBefore, [.. ExpressionScenarios.All(peers)]);
        return 0;
    }

    /// <summary>Runs the replays of one journal.</summary>
    public static async Task<int> RunReplay(SmokeOptions options)
    {
        var loadBefore = Load();
        await using var past = await FilledJournal.Make();
        await Run(options, loadBefore, [.. ReplayScenarios.All(past)]);
        return 0;
    }

    /// <summary>Runs both journals beside plain inserts.</summary>
    public static async Task<int> RunJournals(SmokeOptions options)
    {
        var loadBefore = Load();
        await using var bench = await JournalBench.Start();
        await Run(options, loadBefore, [.. JournalScenarios.All(bench)]);
        return 0;
    }

    /// <summary>Runs the sealer, and what it stands beside.</summary>
    public static async Task<int> RunAudit(SmokeOptions options)
    {
        var loadBefore = Load();
        await using var bench = new AuditBench();
        await Run(options, loadBefore, [.. SealerScenarios.All(bench)]);
        return 0;
    }

    /// <summary>Runs scenarios in turns and prints their table.</summary>
    public static async Task Run(SmokeOptions options, string loadBefore, Scenario[] scenarios)
    {
        var chosen = Chosen(scenarios, options.Only);
        var results = chosen.ToDictionary(one => one.Name, _ => new List<double>(), StringComparer.Ordinal);
        // The first round is as long as the others and counts for nothing: the servers' code is compiled while it runs.
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var scenario in chosen.Where(one => one.Skipped is null))
            {
                var result = await scenario.Measure(TimeSpan.FromSeconds(options.Seconds));
                if (round > 0)
                {
                    results[scenario.Name].Add(result);
                    Console.Error.WriteLine($"round {round}/{options.Rounds}  {scenario.Name}: {Number(result)} {scenario.Unit}");
                }
            }
        }

        Print(options, chosen, results, loadBefore);
    }

    /// <summary>What was asked for, and what it is compared with.</summary>
    private static Scenario[] Chosen(Scenario[] scenarios, string? only)
    {
        var names = scenarios.Where(one => only is null || one.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        while (scenarios.Where(one => names.Contains(one.Name)).Any(one => one.Baseline is not null && names.Add(one.Baseline)))
        {
            // A baseline may have a baseline of its own.
        }

        return [.. scenarios.Where(one => names.Contains(one.Name))];
    }

    private static void Print(SmokeOptions options, Scenario[] scenarios, Dictionary<string, List<double>> results, string loadBefore)
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, commit {Commit.Current()}, {options.Rounds} rounds of {options.Seconds} s in turns");
        Console.WriteLine($"Runnable threads before (1, 5, 15 minutes): {loadBefore}; at the end, with this program's own: {Load()}");
        Console.WriteLine();
        Console.WriteLine("| what | median | min … max | unit | against its baseline | bar | met |");
        Console.WriteLine("| --- | ---: | ---: | --- | ---: | --- | --- |");
        foreach (var one in scenarios)
        {
            if (one.Skipped is not null)
            {
                Console.WriteLine($"| {one.Name} | skipped: {one.Skipped} | | {one.Unit} | | {one.Bar} | |");
                continue;
            }

            var values = results[one.Name];
            var ratios = one.Baseline is null ? [] : values.Zip(results[one.Baseline], (value, baseline) => value / baseline).ToList();
            var judged = one.Baseline is null ? Median(values) : Median(ratios);
            var met = one.IsMet is null ? "" : one.IsMet(judged) ? "yes" : "no";
            var ratio = ratios.Count == 0 ? "" : $"{Percent(Median(ratios))} ({Percent(ratios.Min())} … {Percent(ratios.Max())}) of {one.Baseline}";
            Console.WriteLine($"| {one.Name} | {Number(Median(values))} | {Number(values.Min())} … {Number(values.Max())} | {one.Unit} | {ratio} | {one.Bar} | {met} |");
        }
    }

    /// <summary>Whether the machine was quiet: whoever reads the figures has to know.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Number(double value) => value >= 100
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double ratio) => (ratio * 100).ToString(ratio < 0.1 ? "0.##" : "0", CultureInfo.InvariantCulture) + " %";
}
