using System.Diagnostics;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>Callers that make one call after the other, all at once.</summary>
/// <param name="count">How many.</param>
/// <param name="call">Makes a call; gets a number that grows, so that callers go round and meet each subject as often.</param>
internal sealed class Callers(int count, Func<long, ValueTask> call)
{
    /// <summary>How many calls a caller makes before others of its thread get their turn.</summary>
    private const int CallsPerTurn = 16;

    /// <summary>How many bytes of memory this process took for a call when it was measured last, those of all that goes on beside included.</summary>
    public double BytesPerCall { get; private set; }

    /// <summary>How many microseconds of processors this process took for a call when it was measured last, in the same way.</summary>
    public double MicrosecondsPerCall { get; private set; }

    /// <summary>Calls for so long.</summary>
    /// <returns>Calls per second.</returns>
    public async Task<double> Rate(TimeSpan duration)
    {
        using var self = Process.GetCurrentProcess();
        var (bytes, used) = (GC.GetTotalAllocatedBytes(), self.TotalProcessorTime);
        var clock = Stopwatch.StartNew();
        var made = await Task.WhenAll(Enumerable.Range(0, count).Select(caller => Task.Run(async () =>
        {
            var mine = 0L;
            while (clock.Elapsed < duration)
            {
                for (var at = 0; at < CallsPerTurn; at++, mine++)
                {
                    await call((mine * count) + caller);
                }

                await Task.Yield();
            }

            return mine;
        })));
        var (calls, seconds) = (made.Sum(), clock.Elapsed.TotalSeconds);
        self.Refresh();
        BytesPerCall = (GC.GetTotalAllocatedBytes() - bytes) / (double)calls;
        MicrosecondsPerCall = (self.TotalProcessorTime - used).TotalMicroseconds / calls;
        return calls / seconds;
    }
}
