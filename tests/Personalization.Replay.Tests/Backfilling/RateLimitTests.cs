using Personalization.Replay.Backfilling;
using Personalization.Replay.Tests.Support;

namespace Personalization.Replay.Tests.Backfilling;

public sealed class RateLimitTests
{
    private readonly HurriedTime time = new();

    [Fact]
    public async Task Ten_batches_take_as_long_as_their_events_at_the_rate()
    {
        await Take(new RateLimit(100, time), 10);
        Assert.Equal(TimeSpan.FromSeconds(0.9), time.Elapsed);
    }

    [Fact]
    public async Task A_pause_is_not_followed_by_a_burst()
    {
        var pace = new RateLimit(100, time);
        await Take(pace, 1);
        time.Advance(TimeSpan.FromMinutes(1));
        await Take(pace, 10);
        Assert.Equal(TimeSpan.FromSeconds(60.9), time.Elapsed);
    }

    [Fact]
    public async Task Without_a_rate_nothing_waits()
    {
        await Take(new RateLimit(null, time), 1000);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData(100_000.0, 500)]
    [InlineData(200.0, 20)]
    [InlineData(5.0, 1)]
    [InlineData(Limits.EventsPerSecondMin, 1)]
    public void A_second_has_ten_batches_or_fewer(double? perSecond, int events) => Assert.Equal(events, new RateLimit(perSecond, time).BatchOf(500));

    [Fact]
    public async Task The_slowest_pace_can_be_waited_for()
    {
        var pace = new RateLimit(Limits.EventsPerSecondMin, TimeProvider.System);
        await pace.Take(500, TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        var waiting = pace.Take(1, stop.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task Take(RateLimit pace, int batches)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            await pace.Take(10, TestContext.Current.CancellationToken);
        }
    }
}
