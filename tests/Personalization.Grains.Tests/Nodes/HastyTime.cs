using Personalization.HostContract;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>A clock that stands still. Its timers of one length fire at once, and the others never.</summary>
internal sealed class HastyTime(TimeSpan fires) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Sample.Noon.ToDateTimeOffset();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == fires)
        {
            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Still();
    }

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
