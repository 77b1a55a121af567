namespace Personalization.HostContract.Profiles;

/// <summary>A clock that stands still until it is moved. Its timers never fire: what runs on a timer is called by hand.</summary>
public sealed class ManualTime : TimeProvider
{
    private long now = Sample.Noon.UnixMilliseconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Volatile.Read(ref now));

    public override long TimestampFrequency => 1_000;

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();

    public void Advance(TimeSpan by) => Interlocked.Add(ref now, (long)by.TotalMilliseconds);

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
