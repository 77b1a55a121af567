using Personalization.Simulation.Kills;

namespace Personalization.Simulation.Tests.Kills;

public sealed class KillRunTests
{
    [Fact]
    public void A_server_that_is_killed_again_and_again_keeps_what_it_acknowledged()
    {
        using var output = new StringWriter();
        var code = KillRun.Run(kills: 5, seed: 1, output, TextWriter.Null);
        Assert.True(code == ExitCode.Passed, output.ToString());
        Assert.StartsWith("5 kills: 5 recoveries, ", output.ToString(), StringComparison.Ordinal);
    }
}
