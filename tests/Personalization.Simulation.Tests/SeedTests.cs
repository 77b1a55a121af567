using Personalization.Simulation.Bugs;
using Personalization.Simulation.Disks;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation.Tests;

public sealed class SeedTests
{
    [Fact]
    public void A_hundred_worlds_keep_every_promise_and_see_every_fault()
    {
        var run = new SeedRun();
        run.Run(first: 1, count: SeedReport.WorldsThatShowAll, PlantedBug.None, _ => { });
        Assert.True(run.Broken.Count == 0, string.Join('\n', run.Broken.Select(broken => $"seed {broken.Key}: {broken.Value.Violation}")));
        Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.NotEqual(0, run.Faults[kind]));
        Assert.InRange(run.Operations, 200L * SeedReport.WorldsThatShowAll, long.MaxValue);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1_000_003)]
    public void The_same_seed_is_the_same_history(ulong seed)
    {
        var (first, second, other) = (History(seed), History(seed), History(seed + 1));
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void A_script_has_at_least_two_hundred_steps() =>
        Assert.All(Enumerable.Range(1, 50), seed => Assert.InRange(ScriptWriter.Write((ulong)seed).Steps.Count, 200, 300));

    private static ulong History(ulong seed)
    {
        var run = new OneWorld(ScriptWriter.Write(seed), PlantedBug.None);
        Assert.Null(run.Result.Violation);
        return run.Result.History;
    }
}
