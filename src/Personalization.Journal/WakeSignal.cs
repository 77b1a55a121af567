namespace Personalization.Journal;

/// <summary>Wakes those who wait for something to happen. Raising it costs nothing while nobody waits.</summary>
public sealed class WakeSignal
{
    private TaskCompletionSource? waiting;

    /// <summary>What never happens.</summary>
    public static Task Never { get; } = new TaskCompletionSource().Task;

    /// <summary>Completes the next time the signal is raised. Any number may share it.</summary>
    public Task Next()
    {
        if (Volatile.Read(ref waiting) is { } shared)
        {
            return shared.Task;
        }

        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref waiting, made, null) ?? made).Task;
    }

    /// <summary>Completes what <see cref="Next"/> gave.</summary>
    public void Raise() => Interlocked.Exchange(ref waiting, null)?.TrySetResult();
}
