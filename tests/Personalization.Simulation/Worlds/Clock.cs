namespace Personalization.Simulation.Worlds;

/// <summary>The server's clock. It stands still until it is moved, forward or back; its timers never fire, since whatever runs on a timer is a step of the script.</summary>
public sealed class Clock : TimeProvider
{
    /// <summary>When every world begins: 2026-03-01T12:00:00Z.</summary>
    public const long StartUnixMilliseconds = 1_772_366_400_000;

    private long now = StartUnixMilliseconds;

    /// <summary>Moves it.</summary>
    public void Move(long milliseconds) => now += milliseconds;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new SilentTimer();

    private sealed class SilentTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
