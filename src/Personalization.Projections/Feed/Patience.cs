namespace Personalization.Projections.Feed;

/// <summary>Waits for something to happen, but not for ever.</summary>
internal static class Patience
{
    /// <summary>Waits until one of the tasks completes, however it does, or some time has passed. Leaves no timer behind.</summary>
    public static async Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken stop, params IEnumerable<Task> tasks)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny([Task.Delay(atMost, clock, ended.Token), .. tasks]);
        await ended.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }
}
