using Personalization.Simulation.Bugs;
using Personalization.Simulation.Checking;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation.Tests;

/// <summary>A checker that never fails proves nothing: each kind of mistake is made on purpose, and must be found.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int SeedsMax = 60;

    [Theory]
    [InlineData("acknowledge before the commit", 6)]
    [InlineData("skip looking for duplicates", 4)]
    [InlineData("apply an event twice", 3)]
    [InlineData("lose a hold", 4)]
    [InlineData("skip in the feed", 4)]
    [InlineData("take a sync for done", 12)]
    [InlineData("ignore a torn page", 8)]
    public void A_planted_bug_is_found_and_told_in_a_few_steps(string name, int stepsMax)
    {
        var bug = PlantedBugs.All[name];
        var run = new SeedRun();
        run.Run(first: 1, SeedsMax, bug, _ => { });
        Assert.True(run.Broken.Count > 0, $"Nobody noticed in {SeedsMax} seeds.");

        var (seed, result) = run.Broken.First();
        var shortest = Shortest(ScriptWriter.Write(seed), result.Violation!.Kind, bug);
        output.WriteLine($"found in world {run.Worlds}: {result.Violation.Message.Split('\n')[0]}\n{shortest}");
        Assert.InRange(shortest.Steps.Count, 0, stepsMax);
        Assert.Null(new OneWorld(shortest, PlantedBug.None).Result.Violation);
    }

    [Fact]
    public void Every_planted_bug_has_a_test() =>
        Assert.Equal(
            PlantedBugs.All.Keys.Order(StringComparer.Ordinal),
            typeof(PlantedBugTests).GetMethod(nameof(A_planted_bug_is_found_and_told_in_a_few_steps))!
                .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(line => (string)line.Data[0]!).Order(StringComparer.Ordinal));

    private static Script Shortest(Script script, ViolationKind kind, PlantedBug bug)
    {
        var shortest = script;
        var thread = new Thread(() => shortest = Minimizer.Run(script, kind, bug));
        thread.Start();
        thread.Join();
        return shortest;
    }
}
