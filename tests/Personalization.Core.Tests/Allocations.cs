namespace Personalization.Core.Tests;

/// <summary>Counts what code allocates.</summary>
internal static class Allocations
{
    /// <summary>How often the code may run.</summary>
    public const int Attempts = 5;

    /// <summary>
    /// The bytes that some code allocates on this thread: the least of a few attempts, since the runtime itself now and then allocates
    /// once, when it puts better code in place of what is running.
    /// </summary>
    public static long Of(Action code)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            code();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
