namespace Personalization.Replay.Tests.Jobs;

/// <summary>A clock on which a second passes between two looks. A wait is over as soon as it begins, unless waits are held: then it is never over.</summary>
internal sealed class TickingTime : TimeProvider
{
    private long seconds;

    public override long TimestampFrequency => 1;

    /// <summary>How long each wait was to be.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public bool HoldsWaits { get; set; }

    public override long GetTimestamp() => Interlocked.Increment(ref seconds);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref seconds));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        if (!HoldsWaits)
        {
            callback(state);
        }

        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
