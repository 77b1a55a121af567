namespace Personalization.Cluster.Hosting;

/// <summary>Waits that end when the host stops.</summary>
internal static class Ticks
{
    /// <summary>False where the wait was cancelled.</summary>
    public static async ValueTask<bool> OrStopped(this ValueTask<bool> tick)
    {
        try
        {
            return await tick;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
