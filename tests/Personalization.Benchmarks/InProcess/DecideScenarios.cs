using System.Diagnostics;
using Personalization.Benchmarks.Smoke;

namespace Personalization.Benchmarks.InProcess;

/// <summary>The decision itself, without any transport.</summary>
internal static class DecideScenarios
{
    private const int Repeats = 10_000;

    public static IEnumerable<Scenario> All()
    {
        var idle = new Desk(hasWinner: false);
        var winning = new Desk(hasWinner: true);
        Require(idle.Decide() == 0 && winning.Decide() == 1);
        const string Nothing = "decide in process, 30 x 3, nothing chosen";
        const string Something = "decide in process, 31 x 3, the last one chosen";
        yield return new Scenario(Nothing, "ns", "<= 1,000 ns", duration => Nanoseconds(idle, duration)) { IsMet = ns => ns <= 1_000 };
        yield return new Scenario(Nothing + ", allocated", "bytes", "0 bytes", _ => Allocated(idle)) { IsMet = bytes => bytes == 0 };
        yield return new Scenario(Something, "ns", "", duration => Nanoseconds(winning, duration));
        yield return new Scenario(Something + ", allocated", "bytes", "", _ => Allocated(winning));
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
