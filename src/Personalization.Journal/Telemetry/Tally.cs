using System.Diagnostics.Metrics;

namespace Personalization.Journal.Telemetry;

/// <summary>
/// Counts by the value of one label, read when somebody collects. Counting costs one interlocked addition and no memory, and every
/// value is there from the start with 0: a rate over a counter that only appears with its first trouble misses just that one.
/// </summary>
/// <param name="label">The label's name.</param>
/// <param name="values">All of its values; counts go by their places.</param>
public sealed class Tally(string label, params string[] values)
{
    /// <summary>Longs from one count to the next: a cache line, so that threads that count different things do not wait for each other.</summary>
    private const int Stride = 8;

    private readonly long[] counts = new long[values.Length * Stride];

    /// <summary>Counts.</summary>
    /// <param name="value">The place of the label's value.</param>
    /// <param name="count">How many more.</param>
    public void Add(int value, long count = 1) => Interlocked.Add(ref counts[value * Stride], count);

    /// <summary>The counts so far.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        for (var at = 0; at < values.Length; at++)
        {
            yield return new(Volatile.Read(ref counts[at * Stride]), new KeyValuePair<string, object?>(label, values[at]));
        }
    }
}
