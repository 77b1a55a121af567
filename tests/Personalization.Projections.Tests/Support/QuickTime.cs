namespace Personalization.Projections.Tests.Support;

/// <summary>A clock that runs two hundred times as fast, so that nobody waits for pauses.</summary>
public sealed class QuickTime : TimeProvider
{
    private const int Times = 200;
    private readonly long begun = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => begun + ((System.GetTimestamp() - begun) * Times);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime / Times, period);
}
