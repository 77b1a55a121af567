using System.Diagnostics;
using Personalization.Benchmarks.Smoke;

namespace Personalization.Benchmarks.InProcess;

/// <summary>The decision itself, without any transport.</summary>
internal static class DecideScenarios
{
    private const int Repeats = 10_000;

    public static IEnumerable<Scenario> All()
    {
        var scenarios = new List<Scenario>();
        foreach (var (actions, bar) in (ReadOnlySpan<(int, int)>)[(30, 1_000), (300, 8_000)])
        {
            foreach (var isShared in (ReadOnlySpan<bool>)[true, false])
            {
                var idle = new Desk(actions, isShared, hasWinner: false);
                Require(idle.Decide() == 0);
                var nothing = $"decide in process, {actions} x 3{(isShared ? "" : " of its own each")}, nothing chosen";
                scenarios.Add(new Scenario(nothing, "ns", $"<= {bar:N0} ns", duration => Nanoseconds(idle, duration)) { IsMet = ns => ns <= bar });
                scenarios.Add(new Scenario(nothing + ", allocated", "bytes", "0 bytes", _ => Allocated(idle)) { IsMet = bytes => bytes == 0 });
            }
        }

        const string Asking = "decide in process, 30 x 3 for marketing, four consents said, nothing chosen";
        var asking = new Desk(30, isShared: true, hasWinner: false, hasConsents: true);
        Require(asking.Decide() == 0);
        scenarios.Add(new Scenario(Asking, "ns", "<= 110 %", duration => Nanoseconds(asking, duration)) { Baseline = scenarios[0].Name, IsMet = ratio => ratio <= 1.1 });

        const string Something = "decide in process, 31 x 3, the last one chosen";
        var winning = new Desk(30, isShared: true, hasWinner: true);
        Require(winning.Decide() == 1);
        scenarios.Add(new Scenario(Something, "ns", "", duration => Nanoseconds(winning, duration)));
        scenarios.Add(new Scenario(Something + ", allocated", "bytes", "", _ => Allocated(winning)));
        return scenarios;
    }

    private static Task<double> Nanoseconds(Desk desk, TimeSpan duration)
    {
        long decisions = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            Repeat(desk);
            decisions += Repeats;
        }

        return Task.FromResult(clock.Elapsed.TotalNanoseconds / decisions);
    }

    private static Task<double> Allocated(Desk desk)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(desk);
        return Task.FromResult((GC.GetAllocatedBytesForCurrentThread() - before) / (double)Repeats);
    }

    private static void Repeat(Desk desk)
    {
        var chosen = 0;
        for (var at = 0; at < Repeats; at++)
        {
            chosen += desk.Decide();
        }

        Require(chosen is 0 or Repeats);
    }

    private static void Require(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidOperationException("The decision is not what this benchmark is about.");
        }
    }
}
