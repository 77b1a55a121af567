namespace Personalization.Simulation.Tests;

public sealed class SimulationArgumentsTests
{
    [Theory]
    [InlineData("--seeds 10000", 10000, 1, 0)]
    [InlineData("--seeds 5 --seed 70", 5, 70, 0)]
    [InlineData("--seed 70", 1, 70, 0)]
    [InlineData("--kills 3", 0, 1, 3)]
    [InlineData("--kills 3 --seed 9", 0, 9, 3)]
    public void Arguments_say_what_to_run(string arguments, int seeds, ulong firstSeed, int kills) =>
        Assert.Equal(new SimulationArguments(seeds, firstSeed, kills), SimulationArguments.Parse(arguments.Split(' ')));

    [Theory]
    [InlineData("")]
    [InlineData("--seeds")]
    [InlineData("--seeds -1")]
    [InlineData("--seeds 0")]
    [InlineData("--kills 0")]
    [InlineData("--seeds 1 --kills 1")]
    [InlineData("--seed 1 --seed 2")]
    [InlineData("--worlds 1")]
    public void Other_arguments_are_refused(string arguments) =>
        Assert.Null(SimulationArguments.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
