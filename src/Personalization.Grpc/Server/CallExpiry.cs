namespace Personalization.Grpc;

/// <summary>The deadline of one call: cancels the handler's token when it passes or when the client goes away.</summary>
internal sealed class CallExpiry : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenRegistration _aborted;
    private readonly ITimer _timer;
    private readonly Func<Task> _expired;

    /// <param name="after">Time left.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="expired">Answers the client; started once, when the time is over.</param>
    /// <param name="aborted">Cancelled when the client is gone.</param>
    public CallExpiry(TimeSpan after, TimeProvider time, Func<Task> expired, CancellationToken aborted)
    {
        _expired = expired;
        _aborted = aborted.UnsafeRegister(static state => ((CallExpiry)state!)._cancellation.Cancel(), this);
        _timer = time.CreateTimer(static state => ((CallExpiry)state!).Expire(), this, after, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _cancellation.Token;

    public bool HasExpired { get; private set; }

    // The token's source stays undisposed: the timer may be firing right now, and it holds nothing but memory.
    public void Dispose()
    {
        _timer.Dispose();
        _aborted.Dispose();
    }

    private void Expire()
    {
        HasExpired = true;
        // The handler's continuations must not run before the answer, on this thread: they may take long.
        _ = _cancellation.CancelAsync();
        _ = _expired();
    }
}
