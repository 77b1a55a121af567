namespace Personalization.Replay.Tests.Support;

/// <summary>A clock that jumps to the end of every wait as soon as one begins.</summary>
public sealed class HurriedTime : TimeProvider
{
    private TimeSpan now;

    public TimeSpan Elapsed => now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            return new Fired();
        }

        now += dueTime;
        callback(state);
        return new Fired();
    }

    public void Advance(TimeSpan by) => now += by;

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
