using Personalization.Chaos.Load;

namespace Personalization.Chaos.Tests.Load;

public sealed class WaitingTests
{
    [Fact]
    public async Task A_time_that_no_timer_can_measure_is_over_at_once() => Assert.True(await Waiting.For(TimeSpan.FromTicks(1), TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_wait_that_was_cancelled_is_not_over() => Assert.False(await Waiting.For(TimeSpan.FromTicks(1), new CancellationToken(canceled: true)));
}
