using Personalization.Benchmarks.Smoke;

namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>The rows of one kind of call: its rate, and what the same run took of memory and processors.</summary>
internal static class Rows
{
    /// <summary>Makes the rows.</summary>
    /// <param name="rate">The rate's row; it is measured here.</param>
    /// <param name="callers">Who calls.</param>
    public static IEnumerable<Scenario> Of(Scenario rate, Func<Callers> callers)
    {
        var made = new Lazy<Callers>(callers);
        yield return rate with { Measure = duration => made.Value.Rate(duration) };
        yield return new Scenario(rate.Name + ", allocated", "bytes", "", _ => Task.FromResult(made.Value.BytesPerCall)) { Skipped = rate.Skipped };
        yield return new Scenario(rate.Name + ", processors", "µs", "", _ => Task.FromResult(made.Value.MicrosecondsPerCall)) { Skipped = rate.Skipped };
    }

    /// <summary>A rate that is compared with another one of the run.</summary>
    public static Scenario Rate(string name, string? baseline = null, double? timesMax = null) => new(name, "calls/s", timesMax is null ? "" : FormattableString.Invariant($"within {timesMax} x"), null!)
    {
        Baseline = baseline,
        IsMet = timesMax is { } most ? ratio => ratio >= 1 / most : null,
    };
}
