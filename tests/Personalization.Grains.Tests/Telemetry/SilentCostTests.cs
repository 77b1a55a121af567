using System.Diagnostics.Metrics;
using Personalization.Core.Decisions;
using Personalization.Grains.Embedded;
using Personalization.Grains.Telemetry;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Telemetry;

[Collection(nameof(NobodyListens))]
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

    [Fact]
    public async Task A_peek_takes_as_much_memory_while_somebody_collects_as_while_nobody_does()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Track("e0", "landed"));
        var peek = Crew.Ask("lounge", mode: DecisionMode.Peek);
        var alone = BytesOf(() => Assert.True(host.Host.Decide(peek, CancellationToken.None).AsTask().IsCompletedSuccessfully));

        using var listener = new MeterListener { InstrumentPublished = (instrument, own) => own.EnableMeasurementEvents(instrument) };
        listener.Start();

        Assert.Equal(alone, BytesOf(() => Assert.True(host.Host.Decide(peek, CancellationToken.None).AsTask().IsCompletedSuccessfully)));
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
