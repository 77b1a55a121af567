using Personalization.Core;

namespace Personalization.Gateway.Tests;

/// <summary>A clock whose one timer rings when a test says that time has passed.</summary>
internal sealed class Hours(Instant now) : TimeProvider
{
    private DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(now.UnixMilliseconds);
    private Action ring = () => { };

    public TimeSpan Period { get; private set; }

    public override DateTimeOffset GetUtcNow() => time;

    public void Pass(TimeSpan passed)
    {
        time += passed;
        ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (ring, Period) = (() => callback(state), period);
        return new Rung();
    }

    private sealed class Rung : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
