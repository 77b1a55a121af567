using Personalization.Grains.Embedded;
using Personalization.Grains.Telemetry;
using Personalization.HostContract;

namespace Personalization.Grains.Tests.Telemetry;

public sealed class SilentCostTests
{
    private const int Repeats = 10_000;

    [Fact]
    public void What_a_turn_measures_takes_no_memory()
    {
        using var metrics = new GrainMetrics(() => 0);
        var grain = new Grain(Sample.User("u1"));
        Assert.Equal(0, BytesOf(() =>
        {
            using (new GateScope(grain, metrics))
            {
                metrics.TurnEnded(TurnKind.Serve, TurnResult.Done);
            }

            Assert.False(metrics.Rejections.IsNext());
        }));
    }

    /// <summary>The least of a few attempts: the runtime itself allocates when it puts better code in place of what is running.</summary>
    private static long BytesOf(Action turn)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var at = 0; at < Repeats; at++)
            {
                turn();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
