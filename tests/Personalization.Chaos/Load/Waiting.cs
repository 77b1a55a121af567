namespace Personalization.Chaos.Load;

/// <summary>Waits of a program whose subject is time.</summary>
internal static class Waiting
{
    /// <summary>The next tick; false where the wait was cancelled.</summary>
    public static async ValueTask<bool> Ticks(this PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits for a time; false where the wait was cancelled.</summary>
    public static async ValueTask<bool> For(TimeSpan time, CancellationToken stop)
    {
        // What is left of a time may be less than a timer can measure.
        if (time < TimeSpan.FromMilliseconds(1))
        {
            return !stop.IsCancellationRequested;
        }

        using var timer = new PeriodicTimer(time);
        return await timer.Ticks(stop);
    }

    /// <summary>Whether something happens within a time.</summary>
    public static async Task<bool> Within(this Task happening, TimeSpan time)
    {
        await happening.WaitAsync(time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return happening.IsCompleted;
    }
}
